import * as pulumi from "@pulumi/pulumi";
import { describeProblems } from "./config/problem";
import { REGION_KEY, SKIP_REGION_VALIDATION_KEY } from "./config/region";
import { checkSettings, type Settings } from "./config/settings";

export type { Monitoring } from "./config/alarms/monitoring";
export type { GuardedRollout, Rollout } from "./config/rollouts/rollout";
export type { CorporateAttachment } from "./config/corporate-attachment";
export type { Federation } from "./config/identity/federation";
export type { CognitoProvider, IdentityProvider, OpenIdProvider } from "./config/identity/identity-provider";
export type { PinnedKeySet } from "./config/identity/pinned-key-set";
export type { CorporateSandbox } from "./config/places/corporate-sandbox";
export type { StudioAccountEntry } from "./config/people/studio-accounts";
export type { ExistingEndpoint, ExistingEndpoints, SharedService } from "./config/places/existing-endpoints";
export type { ExistingVpc } from "./config/places/existing-vpc";
export type { RekognitionRegion } from "./config/rekognition-regions";
export type { CustomImageEntry, ImageAppType } from "./config/studio-apps/custom-images";
export type { ProfileTags } from "./config/places/profile-tags";
export type { RStudio, RStudioGroup } from "./config/studio-apps/r-studio";
export type { Settings } from "./config/settings";

/**
 * The stack's settings, read once.
 *
 * @throws pulumi.RunError (printed without a stack) that lists everything that is wrong, each with the command that fixes it
 */
export function readSettings(): Settings {
  const values = valuesOfStack();
  const result = checkSettings(values, { secrets: new Set(Object.keys(values).filter(isSecret)) });
  if ("problems" in result) throw new pulumi.RunError(describeProblems(result.problems, pulumi.getStack()));
  return result.settings;
}

/**
 * All of our namespace, and not only the keys we know: a misspelt one has to be seen. The namespace is the project's name, which
 * `pulumi new` lets a person choose.
 */
function valuesOfStack(): Record<string, string> {
  const namespace = `${pulumi.getProject()}:`;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(pulumi.runtime.allConfig())) {
    if (name === REGION_KEY || name === SKIP_REGION_VALIDATION_KEY) values[name] = value;
    if (name.startsWith(namespace)) values[name.slice(namespace.length)] = value;
  }
  return values;
}

/** Whether a value is stored encrypted: Pulumi decrypts it for the program. Its SDK tells, but leaves it out of its types. */
function isSecret(name: string): boolean {
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret?.(`${pulumi.getProject()}:${name}`) ?? false;
}
