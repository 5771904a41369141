import { decode } from "../decode";
import type { Key } from "../key";
import { nearestName } from "../nearest-name";
import { type Problem, printed } from "../problem";
import { settingsOf } from "./settings-of";

/** Keys of ours that Pulumi.yaml does not declare: most likely misspelt ones. */
export interface UnknownKeys {
  readonly problems: readonly Problem[];
  /** The values under the names that they stand for: the fixes move them there, and what else is wrong with them is told there. */
  readonly moved: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

/** @param raw every value that was found in our namespace, by its key */
export function unknownKeys(raw: Values, keys: Readonly<Record<string, Key<unknown>>>): UnknownKeys {
  const unknown = Object.keys(raw).filter((name) => !name.includes(":") && !Object.hasOwn(keys, name));
  const found = unknown.map((name): UnknownKey => {
    const near = nearestName(name, Object.keys(keys));
    const key = near === undefined ? undefined : keys[near];
    if (near === undefined || key === undefined) return { name, value: raw[name] };
    return { name, value: decode(key.type, raw[name]), meant: { name: near, key, isFree: isFree(raw[near], key) } };
  });
  const moved = found.flatMap(({ value, meant }) => (meant?.isFree ? [[meant.name, value] as const] : []));
  return { problems: found.map(problemOf), moved: Object.fromEntries(moved) };
}

interface UnknownKey {
  readonly name: string;
  readonly value: unknown;
  readonly meant?: { readonly name: string; readonly key: Key<unknown>; readonly isFree: boolean };
}

/** What the stack sets under the right name is not overwritten. A key that it does not set has its default, which Pulumi fills in. */
function isFree(value: unknown, key: Key<unknown>): boolean {
  return value === undefined || JSON.stringify(decode(key.type, value)) === JSON.stringify(key.default ?? []);
}

function problemOf({ name, value, meant }: UnknownKey): Problem {
  const removal = { name: name, at: "" };
  const what = { key: removal.name, found: printed(value) };
  const fault = "is not a setting of this project";
  if (meant === undefined) return { ...what, fault, allowed: "the keys that Pulumi.yaml declares", fix: [removal] };
  const moved = meant.isFree ? settingsOf(value) : [];
  const fix = [removal, ...moved.map((setting) => ({ name: meant.name, ...setting }))];
  return { ...what, fault: `${fault}; did you mean ${meant.name}?`, allowed: meant.key.allowed, fix };
}
