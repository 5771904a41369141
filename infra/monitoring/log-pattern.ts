/**
 * Filter patterns of CloudWatch Logs over what the functions and the API's stage write.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { LogEvent } from "../../functions/contract/log";
import type { ACCESS_LOG_FIELDS } from "../private-api/access-log";

type EventNamed<Name> = Extract<LogEvent, { event: Name }>;

/** The fields of an event whose values are text; `*` at an end of a value stands for any text. */
type TextFields<Name> = {
  readonly [Field in keyof EventNamed<Name> as EventNamed<Name>[Field] extends string ? Field : never]?: string;
};

/** With Lambda's JSON log format the object that was printed is the line's `message`. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const EVENT = "$.message";

/** The selector of an event's field, for a metric's value or dimension. */
export function eventField<Name extends LogEvent["event"]>(
  _event: Name,
  field: keyof EventNamed<Name> & string,
): string {
  return `${EVENT}.${field}`;
}

/** Lines of one event, with these values in its fields. */
export function linesOf<Name extends LogEvent["event"]>(event: Name, fields: TextFields<Name> = {}): string {
  const others = Object.entries(fields).map(([field, value]) => equal(`${EVENT}.${field}`, String(value)));
  return all(equal(`${EVENT}.event`, event), ...others);
}

/** Lines of the access log with one of these values in a field. `-` is what API Gateway writes where it has no value. */
export function requestsWith(field: keyof typeof ACCESS_LOG_FIELDS, ...values: readonly string[]): string {
  return any(...values.map((value) => equal(`$.${field}`, value)));
}

export function all(...terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" && ")})`;
}

export function any(...terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" || ")})`;
}

/** The whole pattern of a metric filter. */
export function pattern(term: string): string {
  return `{ ${term} }`;
}

function equal(selector: string, value: string): string {
  return `(${selector} = "${value}")`;
}
