import { disagreements } from "./agreement";
import type { AgreeingValues } from "./disagreement";
import { API_KEYS } from "./api";
import { decode } from "./decode";
import type { Key } from "./key";
import { nearestName } from "./nearest-name";
import { NETWORK_KEYS } from "./network";
import { PROJECT, problemOf, type Problem, removeLine, setLine } from "./problem";
import { REGION_KEY, region } from "./region";
import { REKOGNITION_KEYS } from "./rekognition";
import { SIGN_IN_KEYS } from "./sign-in";
import { STUDIO_KEYS } from "./studio";

/** Every key of our namespace. Pulumi.yaml declares the same ones, with the same types and defaults. */
export const KEYS = { ...NETWORK_KEYS, ...SIGN_IN_KEYS, ...STUDIO_KEYS, ...REKOGNITION_KEYS, ...API_KEYS };

type ValueOf<K> = K extends Key<infer T> ? T : never;

/** What the stack is told: checked, complete, frozen. Keys are described in Pulumi.yaml. */
export type Settings = { readonly [K in keyof typeof KEYS]: ValueOf<(typeof KEYS)[K]> } & { readonly region: string };

/**
 * Checks everything at once.
 *
 * @param raw the values found, by key: our keys without namespace, and `aws:region`. Values are plain, or text as Pulumi
 *   hands it to programs (numbers in digits, lists and objects as JSON).
 */
export function checkSettings(
  raw: Readonly<Record<string, unknown>>,
): { readonly settings: Settings } | { readonly problems: readonly Problem[] } {
  const good: Record<string, unknown> = {};
  const problems = [...problemsOfRegion(raw[REGION_KEY], good), ...problemsOfStrangers(raw)];
  for (const [name, key] of Object.entries<Key<unknown>>(KEYS)) {
    const value = raw[name] === undefined ? key.default : decode(key.type, raw[name]);
    const found = value === undefined ? [{ at: "", found: value, fault: "is required" }] : key.faultsOf(value);
    problems.push(...found.map((fault) => problemOf(key, `${PROJECT}:${name}`, fault)));
    if (found.length === 0) good[name] = value;
  }
  problems.push(...problemsBetweenKeys(good));
  if (problems.length > 0) return { problems };
  // Every key has passed its own check, which is what its type stands for.
  return { settings: frozen(withDerivedValues(good as Settings)) };
}

function problemsOfRegion(value: unknown, good: Record<string, unknown>): Problem[] {
  const faults = region.faultsOf(value);
  if (faults.length === 0) good["region"] = value;
  return faults.map((fault) => problemOf(region, REGION_KEY, fault));
}

function problemsBetweenKeys(good: Partial<AgreeingValues>): Problem[] {
  return disagreements(good).map(({ key, ...fault }) =>
    key === "region" ? problemOf(region, REGION_KEY, fault) : problemOf(KEYS[key], `${PROJECT}:${key}`, fault),
  );
}

/** A key that nobody reads is a setting somebody believes in. */
function problemsOfStrangers(raw: Readonly<Record<string, unknown>>): Problem[] {
  const names = Object.keys(KEYS);
  const strangers = Object.keys(raw).filter((name) => name !== REGION_KEY && !names.includes(name));
  return strangers.map((stranger) => {
    const near = nearestName(stranger, names);
    const key = Object.entries<Key<unknown>>(KEYS).find(([name]) => name === near)?.[1];
    const remove = removeLine(`${PROJECT}:${stranger}`, "");
    return {
      key: `${PROJECT}:${stranger}`,
      found: JSON.stringify(raw[stranger]),
      fault: "is no setting of this project",
      allowed: near === undefined ? "the keys that Pulumi.yaml declares" : `${near}, perhaps: ${key?.allowed ?? ""}`,
      fix:
        near === undefined || key === undefined
          ? remove
          : `${remove} && ${setLine(`${PROJECT}:${near}`, key.example.at, key.example.value)}`,
    };
  });
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
