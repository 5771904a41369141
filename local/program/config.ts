import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "js-yaml";
import { UserError } from "../user-error";
import { faultOf, fullKey, isObject, readSchema, type ConfigSchema } from "./config-schema";

/** A project and one stack's configuration, as the CLI would hand it to the program. */
export interface StackConfig {
  readonly project: string;
  /** By full key (`aws:region`); lists and maps are JSON text. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads Pulumi.yaml and Pulumi.<stack>.yaml and applies the project's defaults.
 *
 * @param overrides values that take the place of the stack file's, by key with or without namespace
 * @throws UserError that lists what the CLI refuses, and encrypted values; what the program has to say of the others, it says itself
 */
export function readStackConfig(root: string, stack: string, overrides: Record<string, unknown> = {}): StackConfig {
  const projectFile = readYaml(path.join(root, "Pulumi.yaml"));
  const project = projectFile["name"];
  if (typeof project !== "string") throw new UserError("Pulumi.yaml: name should be the project's name.");
  const schema = readSchema(project, projectFile["config"]);
  const given = { ...stackValues(root, stack, project), ...withFullKeys(project, overrides) };
  const faults: string[] = [];
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(withDefaults(schema, given))) {
    const fault = faultOfKey(schema, key, value);
    if (fault) faults.push(`  ${key} ${fault}`);
    else values[key] = serialised(value);
  }
  for (const key of missingKeys(project, schema, given)) faults.push(`  ${key} has no value and no default`);
  if (faults.length) throw new UserError([`Configuration of stack ${stack}:`, ...faults.sort()].join("\n"));
  return { project, values };
}

function stackValues(root: string, stack: string, project: string): Record<string, unknown> {
  const file = `Pulumi.${stack}.yaml`;
  if (!fs.existsSync(path.join(root, file))) {
    const stacks = fs.readdirSync(root).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
    throw new UserError(`There is no ${file}. Stacks with a file: ${stacks.join(", ") || "none"}.`);
  }
  const block = readYaml(path.join(root, file))["config"] ?? {};
  if (!isObject(block)) throw new UserError(`${file}: config should be a map of keys.`);
  return withFullKeys(project, block);
}

function withFullKeys(project: string, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [fullKey(project, key), value]));
}

function withDefaults(schema: ConfigSchema, given: Record<string, unknown>): Record<string, unknown> {
  const values = { ...given };
  for (const [key, declared] of schema) {
    const fallback = declared.default ?? declared.value;
    if (!(key in values) && fallback !== undefined && fallback !== null) values[key] = fallback;
  }
  return values;
}

/** The CLI demands a value or a default for every key that the project declares; there are no optional keys. */
function missingKeys(project: string, schema: ConfigSchema, given: Record<string, unknown>): string[] {
  const own = [...schema].filter(([key]) => key.startsWith(`${project}:`) && !(key in given));
  return own.filter(([, declared]) => (declared.default ?? declared.value ?? null) === null).map(([key]) => key);
}

function faultOfKey(schema: ConfigSchema, key: string, value: unknown): string | undefined {
  if (holdsSecret(value)) {
    const remedy = "`pulumi config set --plaintext` stores it readable";
    return `is encrypted (secure:), and secrets cannot be decrypted offline: ${remedy}`;
  }
  const declared = schema.get(key);
  return declared && faultOf(declared, value);
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  // The CLI writes a secret as a map with this one key.
  const keys = Object.keys(value);
  return (keys.length === 1 && keys[0] === "secure") || Object.values(value).some(holdsSecret);
}

function serialised(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readYaml(file: string): Record<string, unknown> {
  if (!fs.existsSync(file)) throw new UserError(`There is no ${file}.`);
  try {
    // The core schema leaves dates as text, as the CLI does.
    const content = yaml.load(fs.readFileSync(file, "utf8"), { schema: yaml.CORE_SCHEMA });
    return isObject(content) ? content : {};
  } catch (fault) {
    throw new UserError(
      `${path.basename(file)} is not valid YAML: ${fault instanceof Error ? fault.message : String(fault)}`,
    );
  }
}
