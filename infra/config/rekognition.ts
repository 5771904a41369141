import { OPERATION_NAMES, type OperationName, WITHOUT_OPTIONS } from "../../functions/pool/operations";
import { nearRegion } from "../known-regions";
import { hasRekognition, REKOGNITION_REGIONS } from "../rekognition/default-quotas";
import { eventBus } from "./ingestion/event-bus";
import { groupName } from "./group-name";
import { type Fault, flag, integer, type Key, oneOf, type TextRule } from "./key";
import { rekognitionLanes } from "./rekognition-lanes";
import { rekognitionRegions } from "./rekognition-regions";
import { nearWord } from "./repair/near-value";
import { segment } from "./repair/settings-of";
import { textList } from "./text-list";

const REGION_NAME: TextRule = {
  example: "eu-central-1",
  fault: (value) => (hasRekognition(value) ? undefined : "is not a Region that has Rekognition Image"),
  mend: (value) => [nearRegion(value, REKOGNITION_REGIONS)],
};

/** Which Regions make the pool, which operations it serves, where images may go, and what is kept of them. */
export const REKOGNITION_KEYS = {
  rekognitionRegions,
  rekognitionOperations: operationList(OPERATION_NAMES, OPERATION_NAMES),
  rekognitionAllowedRegions: textList({
    default: [],
    allowed: "Regions of rekognitionRegions; none = all of them",
    ...REGION_NAME,
  }),
  rekognitionGroupRegions: groupRegions(),
  rekognitionGroup: groupName("rekognition-users"),
  rekognitionWaitSeconds: integer({ min: 1, max: 20, default: 5, unit: "seconds" }),
  rekognitionLanes,
  rekognitionReservedConcurrency: integer({ min: 1, max: 10_000, default: 100, unit: "executions at once" }),
  ingestMaxConcurrency: integer({ min: 2, max: 1000, default: 10, unit: "executions at once" }),
  ingestDefaultOperations: operationList(WITHOUT_OPTIONS, ["DetectLabels"]),
  ingestEvents: eventBus(),
  s3ObjectAccess: oneOf(["off", "own", "own-and-shared"], "off"),
  sharedImagePrefixes: textList({
    default: [],
    allowed:
      "prefixes of the images bucket outside uploads/, of letters, digits and _.- between slashes, with one at the end",
    example: "reference/",
    fault: faultOfPrefix,
    mend: (value) => [`${value.replaceAll(/^\/+|\/+$/g, "")}/`],
  }),
  maxUploadMegabytes: integer({ min: 1, max: 15, default: 15, unit: "megabytes" }),
  imageRetentionDays: integer({ min: 1, max: 3650, default: 30, unit: "days" }),
  resultRetentionDays: integer({ min: 1, max: 3650, default: 90, unit: "days" }),
  retainImages: flag(true),
};

function operationList(
  known: readonly OperationName[],
  preset: readonly OperationName[],
): Key<readonly OperationName[]> {
  const list = textList({
    default: preset,
    allowed: `any of ${known.join(", ")}`,
    example: preset[0] ?? "DetectLabels",
    fault: (value) => (known.some((name) => name === value) ? undefined : "is not one of these operations"),
    mend: (value) => [nearWord(value, known)],
  });
  // A list without faults holds nothing but known names.
  return list as Key<readonly OperationName[]>;
}

/** Group → Regions. Names as Cognito writes them; a group that is not listed may use every allowed Region. */
function groupRegions(): Key<Readonly<Record<string, readonly string[]>>> {
  const regions = textList({ allowed: "", ...REGION_NAME });
  return {
    type: "object",
    default: {},
    allowed: "{group: [Regions of rekognitionRegions], …}, at least one Region for each group",
    example: { at: ".eu-only[0]", value: "eu-central-1" },
    faultsOf: (value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return [{ at: "", found: value, fault: "is not a map of groups" }];
      }
      return Object.entries(value).flatMap(([group, list]) =>
        regions.faultsOf(list).map((fault) => below(segment(group), fault, regions.example)),
      );
    },
  };
}

/** The fault of a list that stands at a place below the key: one that has to be made anew goes first. */
function below(place: string, fault: Fault, example: Key<unknown>["example"]): Fault {
  const { at, remove, fix = remove ? undefined : [example] } = fault;
  if (typeof fix !== "object") return { ...fault, at: `${place}${at}` };
  return { ...fault, at: place, fix: [{ at: place }, ...fix.map((part) => ({ ...part, at: `${place}${part.at}` }))] };
}

/** It becomes part of an ARN in a policy, where `*`, `?` and `$` would mean something, and of a comma separated list. */
function faultOfPrefix(value: string): string | undefined {
  if (!/^([\w.-]+\/)+$/.test(value)) return "is not a prefix";
  return value.startsWith("uploads/") ? "belongs to the callers' own uploads" : undefined;
}
