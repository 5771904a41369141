/** Values that stand for others in a property tree: secrets, outputs, references, and what is not known yet. */
import { isRecord } from "./graph";

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSETS = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

/** What Pulumi writes for a text that a preview cannot know. */
export const NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Values of other types that are not known. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
const NOT_KNOWN_EITHER = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/**
 * The tree with envelopes opened: a secret's value, an output's, a reference's id, a file's path. A closed one becomes NOT_KNOWN. What
 * holds no envelope is the same object: a large graph is not there twice.
 */
export function opened(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(opened);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isRecord(value)) return value;
  if (ASSETS.includes(String(value[SIGNATURE]))) return value["path"] ?? value["uri"] ?? NOT_KNOWN;
  switch (value[SIGNATURE]) {
    case SECRET:
      return openedSecret(value);
    case OUTPUT_VALUE:
      return "value" in value ? opened(value["value"]) : NOT_KNOWN;
    case RESOURCE:
      return value["id"] ?? value["urn"];
    default: {
      const entries = Object.entries(value).map(([key, inner]) => [key, opened(inner)] as const);
      return entries.every(([key, inner]) => inner === value[key]) ? value : Object.fromEntries(entries);
    }
  }
}

/** In a state, `plaintext` is JSON text, and a `ciphertext` cannot be read here. */
function openedSecret(envelope: Readonly<Record<string, unknown>>): unknown {
  if ("value" in envelope) return opened(envelope["value"]);
  const { plaintext } = envelope;
  if (typeof plaintext !== "string") return NOT_KNOWN;
  try {
    return opened(JSON.parse(plaintext));
  } catch {
    return plaintext;
  }
}

/** Why a value, or anything inside it, cannot be read; undefined when it can. */
export function unresolved(value: unknown): string | undefined {
  const written = typeof value === "string" ? value : JSON.stringify(value ?? null);
  if ([NOT_KNOWN, ...NOT_KNOWN_EITHER].some((sentinel) => written.includes(sentinel)))
    return "it holds a value that is not known before the deployment, or a secret that is still encrypted";
  // What JavaScript writes for an Output or an object in a template string.
  if (/Calling \[toString\] on an \[Output|\[object (Object|Promise)\]/.test(written))
    return "it holds an Output that was put into a text before it had a value";
  return undefined;
}
