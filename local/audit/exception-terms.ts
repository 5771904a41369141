import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "js-yaml";
import { EXCEPTIONS, isExpired, type Terms } from "../../policies/audit/exceptions";
import type { ExceptionResult, UsedException } from "../../policies/audit/verdict";
import { didYouMean } from "../command-line/nearest";
import { UserError } from "../user-error";

/** Relative to the project. */
export const TERMS_FILE = "policies/exceptions.yaml";

/** By the exception's id. */
export type TermsById = ReadonlyMap<string, Terms>;

/** @throws UserError that names every fault of the file at once, each with what is allowed */
export function readTerms(root: string): TermsById {
  const file = path.join(root, TERMS_FILE);
  if (!fs.existsSync(file))
    throw new UserError(`${TERMS_FILE} is missing: it says who answers for each exception, and until when.`);
  return termsIn(fs.readFileSync(file, "utf8"));
}

/** @param text YAML: `<exception>: { owner: <name>, expires: <year>-<month>-<day> }`, a line for each declared exception */
export function termsIn(text: string): TermsById {
  const ids = EXCEPTIONS.map(({ id }) => id);
  const entries = parsed(text);
  const unknown = [...entries.keys()].filter((id) => !ids.includes(id));
  const faults = [
    ...unknown.map((id) => `${id} is not an exception of the audit.${didYouMean(id, ids)}`),
    ...ids.flatMap((id) => faultsOf(id, entries.get(id))),
  ];
  if (faults.length > 0) throw new UserError([`${TERMS_FILE}:`, ...faults.map((fault) => `  ${fault}`)].join("\n"));
  return entries as TermsById;
}

/** @param today ISO date */
export function withTerms(used: readonly UsedException[], terms: TermsById, today: string): readonly ExceptionResult[] {
  return used.map((exception) => {
    const { owner, expires } = terms.get(exception.id) ?? { owner: "no owner", expires: "" };
    return { ...exception, owner, expires, isExpired: isExpired({ expires }, today) };
  });
}

function parsed(text: string): ReadonlyMap<string, unknown> {
  try {
    // The core schema leaves dates as text.
    const content: unknown = yaml.load(text, { schema: yaml.CORE_SCHEMA });
    if (typeof content === "object" && content !== null && !Array.isArray(content))
      return new Map(Object.entries(content));
  } catch (fault) {
    throw new UserError(`${TERMS_FILE} is not valid YAML: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  throw new UserError(
    `${TERMS_FILE} is not a map of exceptions: a line each, "<exception>: { owner: <name>, expires: <date> }".`,
  );
}

function faultsOf(id: string, entry: unknown): readonly string[] {
  if (typeof entry !== "object" || entry === null)
    return [`${id} has no line: add "${id}: { owner: <name>, expires: <year>-<month>-<day> }".`];
  const { owner, expires, ...more } = entry as Readonly<Record<string, unknown>>;
  return [
    ...(typeof owner === "string" && owner.trim() !== "" ? [] : [`${id} has no owner: a person or team, as text.`]),
    ...(isDay(expires)
      ? []
      : [
          `${id} expires ${expires === undefined ? "never" : JSON.stringify(expires)}: allowed is a day such as 2027-11-30.`,
        ]),
    ...Object.keys(more).map((name) => `${id} has a field ${name}; allowed are owner and expires.`),
  ];
}

/** A day that the calendar has, as ISO writes it. */
export function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
