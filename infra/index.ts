/** What `pulumi up` and the laptop run. Values come from Pulumi.<stack>.yaml; nothing is declared before they are checked. */
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "./config";
import { costSentence, declaredResources } from "./cost/first-preview";
import { dataKeyNotes, readDataKey, refuseForeignDataKey } from "./data-key";
import { firstUpdateNotes } from "./deployed/first-update";
import { refuseLosses } from "./deployed/refuse-losses";
import { createGateway } from "./gateway";
import { nameWarnings } from "./identity/name-warnings";
import { monitoringWarnings } from "./monitoring/warnings";
import { findExistingPlaces } from "./network/find-places";
import { refuseForeignBoundary } from "./permissions-boundary";
import { logKeyNotes } from "./log-group";
import { rolloutNotes, rolloutWarnings } from "./rollout/rollout-notes";
import { refuseOwnAccount } from "./studio-accounts/listed-accounts";
import { requireTags } from "./tags";
import { sayInPreview, warnInPreview } from "./preview";

// A function, because something is awaited first. Its answer is the stack's outputs.
// https://www.pulumi.com/docs/iac/languages-sdks/javascript/#entrypoint
export = async () => {
  const settings = readSettings();
  requireTags(settings.requiredTags);
  await refuseForeignBoundary(settings);
  await refuseForeignDataKey(settings);
  await refuseOwnAccount(settings);
  const { isFirstUpdate } = await refuseLosses(settings);
  const found = await findExistingPlaces(settings);
  sayInPreview([...logKeyNotes(settings), ...dataKeyNotes(settings)]);
  readDataKey("data-key", settings);
  if (isFirstUpdate) sayInPreview(firstUpdateNotes(settings));
  warnInPreview([...nameWarnings(settings), ...monitoringWarnings(settings), ...rolloutWarnings(settings)]);
  sayInPreview(rolloutNotes(settings));
  const declared = declaredResources();
  const outputs = createGateway(settings, found);
  const resources = declared();
  if (isFirstUpdate && resources.length > 0) sayInPreview([costSentence(resources, settings, pulumi.getStack())]);
  return outputs;
};
