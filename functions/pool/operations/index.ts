/**
 * The seven stateless operations of Rekognition Image: what they are called, what they take and which images they read.
 * Nothing of the SDK in here: the program and the laptop read it too.
 * https://docs.aws.amazon.com/rekognition/latest/dg/limits.html
 */
import { OPERATION_NAMES, type OperationName } from "./operation-name";
import { REQUEST_FIELDS, type ObjectField } from "./request-fields";

export { OPERATION_NAMES, type OperationName } from "./operation-name";

/** Bytes, and pixels of a side. */
export interface OperationImageLimits {
  readonly maxBytes: number;
  readonly minSide: number;
  readonly maxSide?: number;
}

export interface Operation {
  readonly name: OperationName;
  /** In paths: `POST /v1/rekognition/<path>`. */
  readonly path: string;
  /** IAM's name of it. */
  readonly action: `rekognition:${OperationName}`;
  /** The members of a request that are images, all required. */
  readonly imageMembers: readonly string[];
  /** An answer has at least one of these; an empty 200 has none and is a fault of the Region. */
  readonly resultMembers: readonly string[];
  readonly imageLimits: OperationImageLimits;
  /** Everything else that a request may hold. */
  readonly fields: ObjectField["members"];
}

/** `ImageBlob` of the service's model: 5 MiB, of the image itself and not of its base64. */
const MAX_BYTES = 5_242_880;

const ANY_SIZE: OperationImageLimits = { maxBytes: MAX_BYTES, minSide: 80 };
const UP_TO_10_000: OperationImageLimits = { ...ANY_SIZE, maxSide: 10_000 };

export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  CompareFaces: operation("CompareFaces", ANY_SIZE, ["FaceMatches"], ["SourceImage", "TargetImage"]),
  DetectFaces: operation("DetectFaces", ANY_SIZE, ["FaceDetails"]),
  // Asked for IMAGE_PROPERTIES only, it answers without Labels.
  DetectLabels: operation("DetectLabels", UP_TO_10_000, ["Labels", "ImageProperties"]),
  DetectModerationLabels: operation("DetectModerationLabels", UP_TO_10_000, ["ModerationLabels"]),
  DetectProtectiveEquipment: operation(
    "DetectProtectiveEquipment",
    { maxBytes: 4 * 1024 * 1024, minSide: 64, maxSide: 4096 },
    ["Persons"],
  ),
  DetectText: operation("DetectText", ANY_SIZE, ["TextDetections"]),
  RecognizeCelebrities: operation("RecognizeCelebrities", ANY_SIZE, ["CelebrityFaces"]),
};

/** The operation that a path names, e.g. `detect-faces`; undefined when there is none. */
export function operationOfPath(path: string): Operation | undefined {
  return Object.values(OPERATIONS).find((operation) => operation.path === path);
}

/** The operation of a name, in AWS's spelling or in that of paths. */
export function operationNamed(name: unknown): Operation | undefined {
  return Object.values(OPERATIONS).find((operation) => operation.name === name || operation.path === name);
}

export function isOperationName(name: unknown): name is OperationName {
  return OPERATION_NAMES.some((known) => known === name);
}

/** `DetectFaces` as it stands in paths: `detect-faces`. */
export function pathOfOperation(name: OperationName): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function operation(
  name: OperationName,
  imageLimits: OperationImageLimits,
  resultMembers: readonly string[],
  imageMembers: readonly string[] = ["Image"],
): Operation {
  const [path, fields] = [pathOfOperation(name), REQUEST_FIELDS[name]];
  return { name, path, action: `rekognition:${name}`, imageMembers, resultMembers, imageLimits, fields };
}
