/** What `pulumi up` and the laptop run. Values come from Pulumi.<stack>.yaml; nothing is declared before they are checked. */
import * as pulumi from "@pulumi/pulumi";
import { readSettings, type Settings } from "./config";
import { costSentence, declaredResources } from "./cost/first-preview";
import { dataKeyNotes, readDataKey, refuseForeignDataKey } from "./data-key";
import { firstUpdateNotes } from "./deployed/first-update";
import { refuseLosses } from "./deployed/refuse-losses";
import { createGateway } from "./gateway";
import { nameWarnings } from "./identity/name-warnings";
import { monitoringWarnings } from "./monitoring/warnings";
import type { FoundPlaces } from "./network/existing/found";
import { findExistingPlaces, madeByGateway, type MadeThere } from "./network/find-places";
import { prefixNames } from "./naming/prefixed-names";
import { refuseForeignBoundary } from "./permissions-boundary";
import { logKeyNotes } from "./log-group";
import { rolloutNotes, rolloutWarnings } from "./rollout/rollout-notes";
import { refuseOwnAccount } from "./studio-accounts/listed-accounts";
import { requireTags } from "./tags";
import { refuseOwnGateway } from "./studio-accounts/own-gateway";
import { createStudioAccount, madeByStudioAccount } from "./studio-accounts/studio-account";
import { detachingNotes } from "./studio/images/detaching-notes";
import { licenceNotes, serverWarnings } from "./studio/r-studio/r-studio-notes";
import { sayInPreview, warnInPreview } from "./preview";

/** One of the two halves. */
interface Program {
  /** Endpoints that it makes. */
  readonly made: (settings: Settings) => MadeThere;
  /** Lines for the preview, and for the first one. */
  readonly notes: (settings: Settings) => string[];
  readonly firstNotes: (settings: Settings) => string[];
  readonly warnings: (settings: Settings) => string[];
  /** Declares every resource, and answers with the stack's outputs. */
  readonly create: (settings: Settings, found: FoundPlaces) => Promise<Record<string, unknown>>;
}

const PROGRAMS: Readonly<Record<Settings["role"], Program>> = {
  gateway: {
    made: madeByGateway,
    notes: (settings) => [...logKeyNotes(settings), ...dataKeyNotes(settings), ...rolloutNotes(settings)],
    firstNotes: firstUpdateNotes,
    warnings: (settings) => [...nameWarnings(settings), ...monitoringWarnings(settings), ...rolloutWarnings(settings)],
    create: async (settings, found) => {
      readDataKey("data-key", settings);
      return createGateway(settings, found);
    },
  },
  studioAccount: {
    made: madeByStudioAccount,
    notes: () => [],
    firstNotes: () => [],
    warnings: () => [],
    create: createStudioAccount,
  },
};

// A function, because something is awaited first. Its answer is the stack's outputs.
// https://www.pulumi.com/docs/iac/languages-sdks/javascript/#entrypoint
export = async () => {
  const settings = readSettings();
  requireTags(settings.requiredTags);
  prefixNames(settings.namePrefix);
  const program = PROGRAMS[settings.role];
  await refuseForeignBoundary(settings);
  await refuseForeignDataKey(settings);
  await refuseOwnAccount(settings);
  await refuseOwnGateway(settings);
  const before = await refuseLosses(settings);
  const found = await findExistingPlaces(settings, program.made(settings));
  sayInPreview([...program.notes(settings), ...licenceNotes(settings, before)]);
  if (before === undefined) sayInPreview(program.firstNotes(settings));
  const changes =
    before === undefined ? [] : [...detachingNotes(before, settings), ...serverWarnings(before, settings)];
  warnInPreview([...program.warnings(settings), ...changes]);
  const declared = declaredResources();
  const outputs = await program.create(settings, found);
  const resources = declared();
  if (before === undefined && resources.length > 0)
    sayInPreview([costSentence(resources, settings, pulumi.getStack())]);
  return outputs;
};
