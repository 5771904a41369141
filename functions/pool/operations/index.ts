/** The stateless operations of Rekognition Image that the pool serves, one record each. Quotas, weights and health are kept for each. */
import { compareFaces } from "./compare-faces";
import { detectFaces } from "./detect-faces";
import { detectLabels } from "./detect-labels";
import { detectModerationLabels } from "./detect-moderation-labels";
import { detectProtectiveEquipment } from "./detect-protective-equipment";
import { detectText } from "./detect-text";
import type { Operation as AnyOperation } from "./operation";
import { recognizeCelebrities } from "./recognize-celebrities";

const RECORDS = [
  compareFaces,
  detectFaces,
  detectLabels,
  detectModerationLabels,
  detectProtectiveEquipment,
  detectText,
  recognizeCelebrities,
] as const;

export type OperationName = (typeof RECORDS)[number]["name"];
export type Operation = AnyOperation<OperationName>;

export const OPERATION_NAMES: readonly OperationName[] = RECORDS.map(({ name }) => name);

export const OPERATIONS = Object.fromEntries(RECORDS.map((record) => [record.name, record])) as Readonly<
  Record<OperationName, Operation>
>;

/** Those that an image in the bucket can be analysed by: an object there is one image, and CompareFaces compares two. */
export const ON_ONE_IMAGE = OPERATION_NAMES.filter((name) => OPERATIONS[name].imageMembers.length === 1);

/** Those of them that an image dropped straight into the bucket can be analysed by: it comes without options. */
export const WITHOUT_OPTIONS = ON_ONE_IMAGE.filter((name) => OPERATIONS[name].requiredFields.length === 0);

/** The operation that a path names, e.g. `detect-faces`; undefined when there is none. */
export function operationOfPath(path: string): Operation | undefined {
  return RECORDS.find((operation) => operation.path === path);
}

/** The operation of a name, in AWS's spelling or in that of paths. */
export function operationNamed(name: unknown): Operation | undefined {
  return RECORDS.find((operation) => operation.name === name || operation.path === name);
}

export function isOperationName(name: unknown): name is OperationName {
  return OPERATION_NAMES.some((known) => known === name);
}
