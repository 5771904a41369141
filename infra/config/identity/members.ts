/** Objects in config: each of their members is checked as a key is. */
import { type Fault, type Key, type Setting, text, type TextRule } from "../key";
import { faultOfStranger } from "../repair/misspelt-field";
import { nearWord } from "../repair/near-value";

export interface Member {
  readonly key: Key<unknown>;
  readonly isRequired?: boolean;
}

export type Members = Readonly<Record<string, Member>>;

/** A text that may be left out; what may stand there is said by the key that holds the object. */
export function textMember(rule: TextRule): Key<unknown> {
  return text({ ...rule, default: "", allowed: "" });
}

/** @param where the end of the sentence "is not a field …" and "is required …", e.g. "for kind oidc" */
export function faultsOfMembers(value: object, members: Members, where: string, at = ""): Fault[] {
  const entries = new Map<string, unknown>(Object.entries(value));
  const wrong = Object.entries(members).flatMap(([name, { key, isRequired = false }]): Fault[] => {
    const found = entries.get(name);
    const place = `${at}.${name}`;
    if (found !== undefined) return key.faultsOf(found).map((fault) => below(place, fault, key));
    // What stands under a misspelt name is moved from there.
    if (!isRequired || hasMisspelt(entries, members, name)) return [];
    const example = { at: `${place}${key.example.at}`, value: key.example.value };
    return [{ at: place, found, fault: `is required ${where}`, fix: [example] }];
  });
  const free = Object.keys(members).filter((name) => !entries.has(name));
  const strangers = [...entries].filter(([name]) => !Object.hasOwn(members, name));
  return [...wrong, ...strangers.map(([name, found]) => faultOfStranger({ at, name, found, free, where }))];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fault of an object that is none, or of the word that says which kind it is. */
export function faultOfKind(value: unknown, kinds: readonly string[], at = ""): Fault | undefined {
  if (!isObject(value)) {
    const kind = nearWord(value, kinds) ?? kinds[0] ?? "";
    return { at, found: value, fault: "is not an object", fix: [{ at: `${at}.kind`, value: kind }] };
  }
  const { kind } = value;
  if (kinds.some((known) => known === kind)) return undefined;
  const fault = kind === undefined ? "is required" : `is not one of ${kinds.join(", ")}`;
  return { at: `${at}.kind`, found: kind, fault, fix: nearWord(kind, kinds) ?? kinds[0] ?? "" };
}

function below(place: string, fault: Fault, key: Key<unknown>): Fault {
  const moved = (settings: readonly Setting[]) => settings.map((each) => ({ ...each, at: `${place}${each.at}` }));
  const { fix } = fault;
  if (fault.remove === true) return { ...fault, at: `${place}${fault.at}` };
  if (typeof fix === "object") return { ...fault, at: `${place}${fault.at}`, fix: moved(fix) };
  return { ...fault, at: `${place}${fault.at}`, fix: fix ?? moved([key.example]) };
}

function hasMisspelt(entries: ReadonlyMap<string, unknown>, members: Members, name: string): boolean {
  return [...entries.keys()].some((other) => !Object.hasOwn(members, other) && nearWord(other, [name]) !== undefined);
}
