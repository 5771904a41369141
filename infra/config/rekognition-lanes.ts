import { INGESTION, type LaneRule } from "../../functions/pool/lanes/lanes";
import { GROUP_NAME_RULE } from "./group-name";
import { type Fault, faultOfText, type Key } from "./key";
import { faultOfStranger } from "./repair/misspelt-field";
import { nearFlag, nearInteger } from "./repair/near-value";
import { settingsOf } from "./repair/settings-of";

/** Each lane is a value of a metric's dimension and takes room in the functions' environments. */
const MOST_LANES = 10;
const GROUP = { ...GROUP_NAME_RULE, example: "portal-users" };
const IMPORTANCE = { min: 1, max: 100, unit: "" };
const WAIT = { min: 1, max: 20, unit: "seconds" };

type Check = (value: unknown, at: string) => Fault[];

const FIELDS: Readonly<Record<keyof LaneRule, Check>> = {
  group: (value, at) => faultOfText(value, at, GROUP),
  importance: (value, at) => faultsOfInteger(value, at, IMPORTANCE, { fix: 1 }),
  waitSeconds: (value, at) => faultsOfInteger(value, at, WAIT, { remove: true }),
  floor: (value, at) =>
    isShare(value) ? [] : [{ at, found: value, fault: "is not a share from 0 to 1", ...shareNear(value) }],
  enforce: (value, at) => {
    const near = nearFlag(value);
    const repair = near === undefined ? ({ remove: true } as const) : { fix: near };
    return typeof value === "boolean" ? [] : [{ at, found: value, fault: "is neither true nor false", ...repair }];
  },
};
const NAMES = Object.keys(FIELDS) as (keyof LaneRule)[];

/** How callers of the pool share it under pressure: functions/pool/lanes. */
export const rekognitionLanes: Key<readonly LaneRule[]> = {
  type: "array",
  items: "object",
  default: [],
  allowed:
    `up to ${MOST_LANES} lanes as {group, importance, waitSeconds?, floor?, enforce?}, each group once (${INGESTION} for images from the ` +
    "bucket): importance from 1 to 100, waitSeconds from 1 to 20, floor from 0 to 1, enforce true or false",
  example: { at: "[0].group", value: GROUP.example },
  faultsOf: (value) => {
    if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list" }];
    if (value.some((entry) => typeof entry === "string")) {
      const lanes = value.map((entry: unknown) =>
        typeof entry === "string" ? { group: entry, importance: 1 } : entry,
      );
      const fault = "holds a name where {group: name, importance: 1} belongs";
      return [{ at: "", found: value, fault, fix: [{ at: "" }, ...settingsOf(lanes)] }];
    }
    const groups = value.map((entry) => fieldsOf(entry)?.get("group"));
    return value.flatMap((entry: unknown, index): Fault[] => {
      const at = `[${index}]`;
      if (index >= MOST_LANES) return [{ at, found: entry, fault: `is one more than ${MOST_LANES}`, remove: true }];
      const isTwin = groups[index] !== undefined && groups.indexOf(groups[index]) < index;
      if (isTwin) return [{ at, found: groups[index], fault: "is listed twice: a group has one lane", remove: true }];
      return faultsOfLane(entry, at);
    });
  },
};

function faultsOfLane(entry: unknown, at: string): Fault[] {
  const fields = fieldsOf(entry);
  if (fields === undefined) return [{ at, found: entry, fault: "is not a lane", remove: true }];
  const free = NAMES.filter((name) => !fields.has(name));
  const strangers = [...fields].filter(([name]) => !NAMES.some((known) => known === name));
  return [
    ...NAMES.flatMap((name) => {
      const isAsked = name === "group" || name === "importance" || fields.has(name);
      return isAsked ? FIELDS[name](fields.get(name), `${at}.${name}`) : [];
    }),
    ...strangers.map(([name, found]) => faultOfStranger({ at, name, found, free, where: "of a lane" })),
  ];
}

function faultsOfInteger(
  value: unknown,
  at: string,
  limits: { readonly min: number; readonly max: number; readonly unit: string },
  without: Pick<Fault, "fix" | "remove">,
): Fault[] {
  const { min, max } = limits;
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return [];
  const near = nearInteger(value, limits);
  const fault = `is not a whole number from ${min} to ${max}`;
  return [{ at, found: value, fault, ...(near === undefined ? without : { fix: near }) }];
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/** A share in quotes, or written as per cent. */
function shareNear(value: unknown): Pick<Fault, "fix" | "remove"> {
  const number = typeof value === "number" ? value : Number.parseFloat(String(value));
  const share = number > 1 ? number / 100 : number;
  return isShare(share) ? { fix: share } : { remove: true };
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map<string, unknown>(Object.entries(value));
}
