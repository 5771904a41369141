import { isObject } from "../identity/members";
import { type Fault, faultOfText, integer, type Key, oneOf, type TextRule } from "../key";
import { faultOfStranger } from "../repair/misspelt-field";

/** How a function's new version gets its calls; or, with the reason, that it gets them all at once and nothing takes it back. */
export type Rollout = GuardedRollout | { readonly off: string };

export interface GuardedRollout {
  readonly strategy: "canary" | "linear" | "allAtOnce";
  /** Of the calls: what a canary gets first, and what each step of a linear rollout adds. 10 where not said. */
  readonly percent?: number;
  /** How long a canary is watched, and how long each step is. 10 where not said. */
  readonly minutes?: number;
  /** Why the alarms do not decide about rollouts: one of them is red already, and what is rolled out repairs it. */
  readonly ignoreAlarms?: string;
}

const strategy = oneOf(["canary", "linear", "allAtOnce"], "canary");
const reason: TextRule = {
  example: "deployments are guarded by the company's own pipeline",
  fault: (value) => (value.trim().length >= 10 ? undefined : "is not a reason: at least 10 characters"),
};

const FIELDS = {
  strategy,
  // A canary of more than half would be the rollout itself.
  percent: integer({ min: 1, max: 50, default: 10, unit: "percent" }),
  // The alarms that decide look at five minutes at a time. CodeDeploy ends a deployment after 48 hours.
  minutes: integer({ min: 5, max: 60, default: 10, unit: "minutes" }),
} satisfies Readonly<Record<string, Key<never> | Key<number> | Key<GuardedRollout["strategy"]>>>;
const REASONS = ["ignoreAlarms", "off"] as const;
const NAMES = [...Object.keys(FIELDS), ...REASONS];

/**
 * Off unless said otherwise: without it a first environment is one `pulumi up` and nothing else, and a new version is live when that ends.
 * The example of staging has a canary.
 */
export const rollout: Key<Rollout> = {
  type: "object",
  default: { off: "an update gives its new versions all calls at once" },
  allowed:
    '{strategy: canary, linear or allAtOnce, percent, minutes, ignoreAlarms: "<the reason>"} or {off: "<the reason>"}',
  example: { at: ".strategy", value: "canary" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    const free = NAMES.filter((name) => value[name] === undefined);
    const strange = Object.entries(value)
      .filter(([name]) => !NAMES.includes(name))
      .map(([name, found]) => faultOfStranger({ at: "", name, found, free, where: "of this key" }));
    return [...strange, ...faultsOfChoice(value), ...faultsOfFields(value)];
  },
};

function faultsOfChoice(value: Readonly<Record<string, unknown>>): Fault[] {
  if (value["off"] === undefined && value["strategy"] === undefined)
    return [
      { at: ".strategy", found: undefined, fault: "says neither how versions are rolled out nor why they are not" },
    ];
  if (value["off"] === undefined) return [];
  return NAMES.filter((name) => name !== "off" && value[name] !== undefined).map((name) => ({
    at: `.${name}`,
    found: value[name],
    fault: "cannot stand beside off",
    remove: true,
  }));
}

function faultsOfFields(value: Readonly<Record<string, unknown>>): Fault[] {
  const numbers = Object.entries(FIELDS).flatMap(([name, key]) =>
    value[name] === undefined ? [] : key.faultsOf(value[name]).map((fault) => ({ ...fault, at: `.${name}` })),
  );
  const reasons = REASONS.flatMap((name) =>
    value[name] === undefined ? [] : faultOfText(value[name], `.${name}`, reason),
  );
  return [...numbers, ...reasons];
}
