import { UserError } from "../user-error";

/** The types that Pulumi's project schema knows. https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration */
export type ConfigType = "string" | "integer" | "boolean" | "array" | "object";

export interface DeclaredKey {
  readonly type?: ConfigType;
  readonly items?: { readonly type?: ConfigType };
  readonly description?: string;
  readonly default?: unknown;
  readonly value?: unknown;
  readonly secret?: boolean;
}

/** Declared keys by full name, `project:key` or `aws:region`. */
export type ConfigSchema = ReadonlyMap<string, DeclaredKey>;

/**
 * Reads the `config:` block of Pulumi.yaml. A plain value is short for `value:`, as the CLI reads it; keys of other
 * packages may carry a value only, because their types belong to those packages.
 */
export function readSchema(project: string, block: unknown): ConfigSchema {
  if (block === undefined || block === null) return new Map();
  if (!isObject(block)) throw new UserError("Pulumi.yaml: config should be a map of keys.");
  const schema = new Map<string, DeclaredKey>();
  for (const [key, declared] of Object.entries(block)) {
    const full = fullKey(project, key);
    const foreign = !full.startsWith(`${project}:`);
    const entry: DeclaredKey = isObject(declared) ? declared : { value: declared };
    if (foreign && (entry.type !== undefined || entry.default !== undefined)) {
      throw new UserError(`Pulumi.yaml: config key "${key}" belongs to another package and may only have a value.`);
    }
    schema.set(full, entry);
  }
  return schema;
}

/** `key` belongs to the project, `aws:region` to its package. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** What is wrong with a value, as the end of a sentence, or undefined. Rules as in the CLI. */
export function faultOf(declared: DeclaredKey, value: unknown): string | undefined {
  if (declared.type === undefined) return undefined;
  if (declared.secret) return "is declared secret, and secrets cannot be decrypted offline";
  if (hasType(declared.type, declared.items?.type, value)) return undefined;
  const items = declared.items?.type ? `array of ${declared.items.type}s` : declared.type;
  return `is ${shown(value)}, but should be of type ${items}`;
}

function hasType(type: ConfigType, items: ConfigType | undefined, value: unknown): boolean {
  switch (type) {
    case "string":
      return !isObject(value) && !Array.isArray(value);
    case "integer":
      return /^[+-]?\d+$/.test(String(value));
    case "boolean":
      return /^(true|false)$/.test(String(value));
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value) && (!items || value.every((item) => hasType(items, undefined, item)));
    default:
      throw new UserError(
        `Pulumi.yaml: config type "${String(type)}" is not one of string, integer, boolean, array, object.`,
      );
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}
