import * as pulumi from "@pulumi/pulumi";
import { describeProblems, PROJECT } from "./config/problem";
import { REGION_KEY } from "./config/region";
import { checkSettings, type Settings } from "./config/settings";

export type { CorporateAttachment } from "./config/corporate-attachment";
export type { PinnedKeySet } from "./config/pinned-key-set";
export type { RekognitionRegion } from "./config/rekognition-regions";
export type { Settings } from "./config/settings";

/**
 * The stack's settings, read once.
 *
 * @throws pulumi.RunError (printed without a stack) that lists everything that is wrong, each with the command that fixes it
 */
export function readSettings(): Settings {
  const result = checkSettings(valuesOfStack());
  if ("problems" in result) throw new pulumi.RunError(describeProblems(result.problems));
  return result.settings;
}

/** All of our namespace, and not only the keys we know: a misspelt one has to be seen. */
function valuesOfStack(): Record<string, string> {
  const namespace = `${PROJECT}:`;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(pulumi.runtime.allConfig())) {
    if (name === REGION_KEY) values[name] = value;
    if (name.startsWith(namespace)) values[name.slice(namespace.length)] = value;
  }
  return values;
}
