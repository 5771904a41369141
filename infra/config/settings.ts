import { disagreements } from "./agreement";
import type { AgreeingValues, Disagreement } from "./disagreement";
import { API_KEYS } from "./api";
import { decode } from "./decode";
import { GUARDRAIL_KEYS } from "./guardrails/boundary";
import type { Key } from "./key";
import { NETWORK_KEYS } from "./network";
import { ROLE_KEYS } from "./people/gateway-account";
import { MAPPING_KEYS } from "./people/mapping";
import { faultOfOtherRole, isKeyOfRole } from "./people/role";
import { problemOf, type Problem, withoutValues } from "./problem";
import { faultsOfRegion, REGION_KEY, region, SKIP_REGION_VALIDATION_KEY } from "./region";
import { REKOGNITION_KEYS } from "./rekognition";
import { inOrderOfRepair } from "./repair/repair-order";
import { unknownKeys } from "./repair/unknown-keys";
import { SIGN_IN_KEYS } from "./sign-in";
import { STUDIO_KEYS } from "./studio";

/** Every key of our namespace. Pulumi.yaml declares the same ones, with the same types and defaults. */
export const KEYS = {
  ...ROLE_KEYS,
  ...NETWORK_KEYS,
  ...SIGN_IN_KEYS,
  ...MAPPING_KEYS,
  ...STUDIO_KEYS,
  ...REKOGNITION_KEYS,
  ...API_KEYS,
  ...GUARDRAIL_KEYS,
};

type ValueOf<K> = K extends Key<infer T> ? T : never;

/** What the stack is told: checked, complete, frozen. Keys are described in Pulumi.yaml. */
export type Settings = { readonly [K in keyof typeof KEYS]: ValueOf<(typeof KEYS)[K]> } & { readonly region: string };

/**
 * Checks everything at once.
 *
 * @param raw the values found, by key: our keys without namespace, `aws:region` and `aws:skipRegionValidation`. Values are plain, or
 *   text as Pulumi hands it to programs (numbers in digits, lists and objects as JSON).
 * @param secrets keys whose values are stored encrypted: no problem shows them
 */
export function checkSettings(
  raw: Readonly<Record<string, unknown>>,
  { secrets = new Set() }: { readonly secrets?: ReadonlySet<string> } = {},
): { readonly settings: Settings } | { readonly problems: readonly Problem[] } {
  const unknown = unknownKeys(raw, KEYS);
  const allowsUnknown = String(raw[SKIP_REGION_VALIDATION_KEY]) === "true";
  const faults = faultsOfRegion(raw[REGION_KEY], { allowsUnknown });
  const problems = [...faults.map((fault) => problemOf(region, REGION_KEY, fault)), ...unknown.problems];
  const good: Record<string, unknown> = faults.length === 0 ? { region: raw[REGION_KEY] } : {};
  for (const [name, key] of Object.entries<Key<unknown>>(KEYS)) {
    const given = name in unknown.moved ? unknown.moved[name] : raw[name];
    if (!isKeyOfRole(name, raw["role"])) {
      const fault = faultOfOtherRole(key, given, raw["role"]);
      if (fault) problems.push(problemOf({ ...key, allowed: "nothing" }, name, fault));
      good[name] = key.default ?? [];
      continue;
    }
    const value = given === undefined ? key.default : decode(key.type, given);
    const found = value === undefined ? [{ at: "", found: value, fault: "is required" }] : key.faultsOf(value);
    problems.push(...inOrderOfRepair(found).map((fault) => problemOf(key, name, fault)));
    if (found.length === 0) good[name] = value;
  }
  problems.push(...problemsBetweenKeys(good, allowsUnknown));
  if (problems.length > 0) return { problems: problems.map((problem) => hidden(problem, secrets)) };
  // Every key has passed its own check, which is what its type stands for.
  return { settings: frozen(withDerivedValues(good as Settings)) };
}

function hidden(problem: Problem, secrets: ReadonlySet<string>): Problem {
  const isSecret = [problem, ...problem.fix].some((part) => secrets.has(keyIn("key" in part ? part.key : part.name)));
  return isSecret ? withoutValues(problem) : problem;
}

/** `stageName` of `stageName[1].x`. */
function keyIn(place: string): string {
  return /^[^.[]*/.exec(place)?.[0] ?? "";
}

function problemsBetweenKeys(good: Partial<AgreeingValues>, allowsUnknownRegions: boolean): Problem[] {
  return problemsAt(disagreements({ ...good, allowsUnknownRegions }));
}

/** What is wrong with values that are each right by themselves, as a person reads it. */
export function problemsAt(found: readonly Disagreement[]): Problem[] {
  return inOrderOfRepairByKey(found).map(({ key, ...fault }) =>
    key === "region" ? problemOf(region, REGION_KEY, fault) : problemOf(KEYS[key], key, fault),
  );
}

function inOrderOfRepairByKey(found: readonly Disagreement[]): Disagreement[] {
  return [...new Set(found.map(({ key }) => key))].flatMap((key) =>
    inOrderOfRepair(found.filter((each) => each.key === key)),
  );
}

function withDerivedValues(settings: Settings): Settings {
  if (settings.portalCallbackUrls.length > 0) return settings;
  return { ...settings, portalCallbackUrls: settings.portalOrigins.map((origin) => `${origin}/callback`) };
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
