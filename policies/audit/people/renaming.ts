/** What decides about a person, with marks in the place of the person's own names: the same text of two people is a renaming. */
import type { Estate, SourcedPolicy } from "../estate";
import { type Person, replaceWords, wordsOf } from "./people";

/** A place where an own name stands: `…:user-profile/d-1/` and then the name, and nothing or one of these characters. */
export interface Context {
  readonly before: string;
  /** Which of the person's names. */
  readonly index: number;
  /** Empty where the text ends with the name, else the character behind it. */
  readonly behind: string;
}

export interface Renamed {
  readonly text: string;
  readonly contexts: readonly Context[];
}

const [OPEN, CLOSE] = ["⟨", "⟩"];
const MARK = /⟨(\d+)⟩/;
/** Of letters, digits and hyphens, with a letter and at least two: what a session's name, a tag and an ARN take alike. */
const PLAIN = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]+$/;
/** Operators that compare texts, character by character. */
const OF_TEXTS = /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals|Like)|Arn(Not)?(Equals|Like))(IfExists)?$/;

/** @returns undefined for a person whose names stand where no renaming reaches, who is then asked about alone */
export function renamed(person: Person, places: readonly string[]): Renamed | undefined {
  const { names, roles, profile } = person;
  if (!names.every((name) => PLAIN.test(name))) return undefined;
  const marks = new Map(names.map((name, index) => [name, `${OPEN}${index}${CLOSE}`]));
  const given = JSON.stringify([profile, roles.map((role) => decisive(role))]);
  if (given.includes(OPEN)) return undefined;
  const mark = (text: string) => replaceWords(text, (word) => marks.get(word) ?? word);
  const contexts: (Context | undefined)[] = [];
  const note = (text: string) => void contexts.push(...contextIn(mark(text)));
  [...places, ...roles.map(({ arn }) => arn)].forEach(note);
  for (const role of roles)
    for (const { document } of [role.trust, ...role.identity, ...(role.boundary ? [role.boundary] : [])])
      if (!document.Statement.every((statement) => textsOf(statement, note, mark))) return undefined;
  if (!contexts.every((context) => context !== undefined) || !areApart(contexts)) return undefined;
  const once = new Map(contexts.map((context) => [JSON.stringify(context), context]));
  return { text: mark(given), contexts: [...once.values()] };
}

function decisive({ arn, purpose, usedBy, carriedBy, tags, ...policies }: Person["roles"][number]) {
  const { trust, identity, boundary } = policies;
  const meaning = ({ document, origin, pointer }: SourcedPolicy) => [document, origin, pointer];
  const above = boundary && meaning(boundary);
  return [arn, purpose, usedBy, carriedBy, tags, meaning(trust), identity.map(meaning), above];
}

/** Notes the texts that are compared with parts of a request. False where an own name stands in anything else. */
function textsOf(statement: object, note: (text: string) => void, mark: (text: string) => string): boolean {
  return Object.entries(statement).every(([element, value]: [string, unknown]) => {
    if (element === "Resource" || element === "NotResource") return [value].flat().every(noted);
    if (element === "Principal" || element === "NotPrincipal") return inValues(value);
    if (element !== "Condition") return !MARK.test(mark(JSON.stringify(value)));
    return Object.entries(value as object).every(([operator, keys]: [string, object]) => {
      if (MARK.test(mark(JSON.stringify(Object.keys(keys))))) return false;
      return OF_TEXTS.test(operator) ? inValues(keys) : !MARK.test(mark(JSON.stringify(keys)));
    });
  });
  function noted(text: unknown): boolean {
    note(String(text));
    return true;
  }
  function inValues(value: unknown): boolean {
    return typeof value === "object" && value !== null ? Object.values(value).flat().every(noted) : noted(value);
  }
}

/** The one place of an own name in a text, none, or undefined for what a renaming does not carry over. */
function contextIn(text: string): (Context | undefined)[] {
  const [before = "", index, after = ""] = text.split(MARK);
  if (index === undefined) return [];
  const behind = after.slice(0, 1);
  const isSimple = !MARK.test(after) && !/[*?$]/.test(before) && ["", "/", ":"].includes(behind);
  return [isSimple ? { before, index: Number(index), behind } : undefined];
}

/** Whether no place lies within another one: then no text is renamed in two ways. */
function areApart(contexts: readonly Context[]): boolean {
  const beginnings = [...new Set(contexts.map(({ before }) => before))].filter((before) => before !== "");
  const hasBorder = beginnings.every((before) => /[:/]$/.test(before));
  return hasBorder && !beginnings.some((one) => beginnings.some((other) => other !== one && other.startsWith(one)));
}

/** Every word that is said outside people's own parts. */
export function sharedWords({ studio, roles, ...estate }: Estate, people: readonly Person[]): ReadonlySet<string> {
  const own = new Set(people.flatMap((person) => person.roles));
  const { profiles: _people, ...domain } = studio;
  const { passages: _passages, coverage: _coverage, replaced: _replaced, ...asked } = estate;
  return new Set(wordsOf(JSON.stringify([asked, domain, roles.filter((role) => !own.has(role))])));
}
