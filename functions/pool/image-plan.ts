/**
 * What is to be done with an image in the bucket. It travels with the image, as metadata of the object: the uploader
 * cannot change it, because the presigned form is good for exactly this text.
 */
import type { PoolSettings } from "./env";
import type { FieldFault } from "../http/problem";
import { fault, isRecord, unknownField } from "./field-faults";
import { OPERATIONS, OPERATION_NAMES, type OperationName } from "./operations";
import { optionFaults } from "./request";

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

/** @returns undefined when it is no plan: the object was not uploaded by way of the API */
export function decodePlan(text: string | undefined, settings: PoolSettings): ImagePlan | undefined {
  const plan = parse(Buffer.from(text ?? "", "base64url").toString("utf8"));
  if (!isRecord(plan)) return undefined;
  const { operations, regions } = plan;
  const isRegions = regions === "all" || (Array.isArray(regions) && regions.every((each) => typeof each === "string"));
  if (!isRegions || operationFaults(operations, settings).length > 0) return undefined;
  return { operations: plannedOperations(operations), regions: regions as ImagePlan["regions"] };
}

/** The operations that can be planned: those on one image. */
export function plannableOperations({ pool }: PoolSettings): OperationName[] {
  return OPERATION_NAMES.filter((name) => pool.operations.includes(name) && OPERATIONS[name].imageMembers.length === 1);
}

/** What is wrong with `operations` of a request for an upload. */
export function operationFaults(value: unknown, settings: PoolSettings): FieldFault[] {
  const names = plannableOperations(settings);
  if (!Array.isArray(value) || value.length === 0 || value.length > names.length) {
    const what = value === undefined ? "is missing" : "is not such a list";
    return [fault("operations", what, `a list of 1 to ${names.length} operations`)];
  }
  const faults = value.flatMap((entry, index) => entryFaults(`operations[${index}]`, entry, names));
  if (faults.length > 0) return faults;
  const planned = plannedOperations(value);
  const isTwice = new Set(planned.map(({ operation }) => operation)).size < planned.length;
  if (isTwice) return [fault("operations", "names an operation twice", "each operation once")];
  const isLong = encodePlan({ operations: planned, regions: settings.allowedRegions }).length > MAX_PLAN_LENGTH;
  return isLong ? [fault("operations", "has too many options", "about 1300 characters of JSON in all")] : [];
}

/** @param value has no faults */
export function plannedOperations(value: unknown): PlannedOperation[] {
  const entries = value as readonly {
    readonly operation: OperationName;
    readonly options?: PlannedOperation["options"];
  }[];
  return entries.map(({ operation, options = {} }) => ({ operation, options }));
}

function entryFaults(path: string, entry: unknown, names: readonly OperationName[]): FieldFault[] {
  const members = ["operation", "options"];
  if (!isRecord(entry)) return [fault(path, "is not an object", `an object of ${members.join(", ")}`)];
  const strange = Object.keys(entry).filter((name) => !members.includes(name));
  const faults = strange.map((name) => unknownField(path, name, members));
  const name = names.find((known) => known === entry["operation"]);
  if (name === undefined) return [...faults, fault(`${path}.operation`, "is none of the choices", names.join(", "))];
  const { options } = entry;
  return options === undefined ? faults : [...faults, ...optionFaults(OPERATIONS[name], `${path}.options`, options)];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
