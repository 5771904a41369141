import * as path from "node:path";

// Pulumi marks special values in a property tree with this key; the value says which kind.
// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

export type Properties = Record<string, unknown>;

/** A value that should be text, or what stands in for it. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

/**
 * Wire properties as plain JSON: secrets unwrapped, a resource reference as its id (or URN, for a component), an
 * asset or archive as its path relative to the project, an archive of assets as a map of paths.
 */
export function plainProperties(properties: Properties, projectRoot: string): Properties {
  return plain(properties, projectRoot) as Properties;
}

/**
 * Inputs as a provider would return them: plain, but assets still marked, so that the SDK rebuilds them.
 * A resource reference must not go back: the SDK would look the resource up again, where AWS answers with its id.
 */
export function echoedProperties(wire: Properties, plainInputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(wire).map(([key, value]) => [key, holdsAsset(value) ? value : plainInputs[key]]),
  );
}

function holdsAsset(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const signature = (value as Properties)[SIGNATURE];
  return signature === ASSET || signature === ARCHIVE || Object.values(value).some(holdsAsset);
}

function plain(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, root));
  if (typeof value !== "object" || value === null) return value;
  const object = value as Properties;
  switch (object[SIGNATURE]) {
    case undefined:
      return mapValues(object, (item) => plain(item, root));
    case SECRET:
    case OUTPUT_VALUE:
      return plain(object["value"], root);
    case RESOURCE:
      return object["id"] ?? object["urn"];
    case ASSET:
    case ARCHIVE:
      return assetPath(object, root);
    default:
      throw new Error(`A property holds a kind of value that is not modelled: ${String(object[SIGNATURE])}.`);
  }
}

function assetPath(asset: Properties, root: string): unknown {
  if (typeof asset["path"] === "string") {
    // Absolute paths would make the graph differ from machine to machine.
    return path.relative(root, path.resolve(root, asset["path"])).split(path.sep).join("/") || ".";
  }
  if (asset["assets"]) return plain(asset["assets"], root);
  return asset["text"] ?? asset["uri"];
}

function mapValues(object: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
