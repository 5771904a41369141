/**
 * What is to be done with an image in the bucket. It travels with the image, as metadata of the object: the uploader
 * cannot change it, because the presigned form is good for exactly this text.
 */
import { InvalidFields } from "../../http/read-body";
import type { PoolSettings } from "../env";
import { ON_ONE_IMAGE, type Operation, operationNamed, type OperationName } from "../operations";
import { checkObject, isRecord, NOT_A_CHOICE } from "../request/read-request";

export interface PlannedOperation {
  readonly operation: OperationName;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ImagePlan {
  readonly operations: readonly PlannedOperation[];
  /** Where the image may go: its uploader's Regions, which the function that analyses it would not know. */
  readonly regions: readonly string[] | "all";
}

/** The metadata's name, without `x-amz-meta-`. */
export const PLAN_METADATA = "analysis";

/** S3 keeps 2 KB of metadata with an object, names included. */
const MAX_PLAN_LENGTH = 1900;

/** base64url, which nothing on the way escapes, folds or reads as a wildcard. */
export function encodePlan(plan: ImagePlan): string {
  return Buffer.from(JSON.stringify(plan)).toString("base64url");
}

/** @returns undefined when it is not a plan: the object was not uploaded by way of the API */
export function decodePlan(text: string | undefined, settings: PoolSettings): ImagePlan | undefined {
  const plan = parse(Buffer.from(text ?? "", "base64url").toString("utf8"));
  if (!isRecord(plan)) return undefined;
  const { operations, regions } = plan;
  const isRegions = regions === "all" || (Array.isArray(regions) && regions.every((each) => typeof each === "string"));
  const invalid = new InvalidFields();
  checkOperations(operations, settings, invalid);
  if (!isRegions || invalid.count > 0) return undefined;
  return { operations: plannedOperations(operations), regions: regions as ImagePlan["regions"] };
}

/** The operations that can be planned: those on one image. */
export function plannableOperations({ pool }: PoolSettings): OperationName[] {
  return ON_ONE_IMAGE.filter((name) => pool.operations.includes(name));
}

/** Finds what is wrong with `operations` of a request for an upload. */
export function checkOperations(value: unknown, settings: PoolSettings, invalid: InvalidFields): void {
  const before = invalid.count;
  const names = plannableOperations(settings);
  if (!Array.isArray(value) || value.length === 0 || value.length > names.length) {
    const what = value === undefined ? "is missing" : "is not such a list";
    invalid.add("operations", what, `a list of 1 to ${names.length} operations`);
    return;
  }
  for (const [index, entry] of value.entries()) checkEntry(`operations[${index}]`, entry, names, invalid);
  if (invalid.count > before) return;
  const planned = plannedOperations(value);
  if (new Set(planned.map(({ operation }) => operation)).size < planned.length) {
    invalid.add("operations", "names an operation twice", "each operation once");
  } else if (encodePlan({ operations: planned, regions: settings.allowedRegions }).length > MAX_PLAN_LENGTH) {
    invalid.add("operations", "has too many options", "about 1300 characters of JSON in all");
  }
}

/** @param value has been checked */
export function plannedOperations(value: unknown): PlannedOperation[] {
  const entries = value as readonly { readonly operation: string; readonly options?: PlannedOperation["options"] }[];
  return entries.flatMap(({ operation, options = {} }) => {
    const known = operationNamed(operation);
    return known ? [{ operation: known.name, options }] : [];
  });
}

function checkEntry(path: string, entry: unknown, names: readonly OperationName[], invalid: InvalidFields): void {
  const members = ["operation", "options"];
  if (!isRecord(entry)) {
    invalid.add(path, "is not an object", `an object of ${members.join(", ")}`);
    return;
  }
  invalid.addUnknown(path, entry, members);
  const operation = operationNamed(entry["operation"]);
  const { options } = entry;
  if (!operation || !names.includes(operation.name)) invalid.add(`${path}.operation`, NOT_A_CHOICE, names.join(", "));
  else checkOptions(`${path}.options`, options, operation, invalid);
}

function checkOptions(
  path: string,
  options: unknown,
  { fields: members, requiredFields: required }: Operation,
  invalid: InvalidFields,
): void {
  if (options === undefined && required.length === 0) return;
  checkObject(path, options ?? {}, { members, required }, invalid);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
