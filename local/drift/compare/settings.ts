/** Whether two values of a setting are the same, and how a sentence shows one. Pure. */
import { isRecord } from "../../../policies/audit/collect/graph/graph";

/** Beyond this a value is a template or a schema, which is not compared by eye. */
const MOST_SHOWN = 160;

export interface SettingDifference {
  /** With the entry's name where the setting is a dictionary: "environment.variables ISSUER". */
  readonly name: string;
  readonly is: unknown;
  readonly says: unknown;
}

/** A dictionary is compared entry by entry. */
export function settingDifferences(name: string, is: unknown, says: unknown): readonly SettingDifference[] {
  if (!isRecord(is) && !isRecord(says)) return canonical(is) === canonical(says) ? [] : [{ name, is, says }];
  const [now, wanted] = [is ?? {}, says ?? {}].map((each) => (isRecord(each) ? each : { value: each }));
  const entries = [...new Set([...Object.keys(now ?? {}), ...Object.keys(wanted ?? {})])].sort();
  return entries
    .map((entry) => ({ name: `${name} ${entry}`, is: now?.[entry], says: wanted?.[entry] }))
    .filter((each) => canonical(each.is) !== canonical(each.says));
}

/** Nothing, in all the ways to write it, is the same; so are a number and its text, one and a list of one, lists in any order, and JSON however it is laid out. */
function canonical(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  if (Array.isArray(value)) return value.map(canonical).sort().join("\n");
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
    return entries
      .filter(([, inner]) => inner !== "")
      .map(([key, inner]) => JSON.stringify([key, inner]))
      .sort()
      .join("\n");
  }
  const json = typeof value === "string" && /^[{[]/.test(value) ? parsed(value) : undefined;
  return json === undefined ? spelled(value) : canonical(json);
}

function spelled(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function shownValue(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return "not set";
  const text = Array.isArray(value)
    ? value.map(String).join(", ")
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
