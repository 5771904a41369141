import { UserError } from "../user-error";
import type { CountedCalls } from "./pool-usage";

/**
 * Counts the pool's calls in the logs of its two functions, by all that decides who pays what. Its answer has at most 10,000 lines.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const USAGE_QUERY = [
  "fields message.lane as lane, message.callerId as callerId, message.operation as operation, message.region as region, message.code as code",
  '| filter message.event = "rekognition_call"',
  "| stats count(*) as calls, sum(message.throttles) as throttles, sum(message.waitMs) as waitMs, sum(message.bytes) as bytes by lane, callerId, operation, region, code",
  "| limit 10000",
].join("\n");

/**
 * @param text what `aws logs get-query-results` printed for `USAGE_QUERY`
 * @throws UserError when it is something else, or of a query that has not ended
 */
export function callsInResult(text: string): readonly CountedCalls[] {
  const { results, status } = documentIn(text);
  if (status !== "Complete")
    throw new UserError(
      `The query's status is ${JSON.stringify(status)}: wait until get-query-results says "Complete".`,
    );
  if (!Array.isArray(results)) throw notAResult();
  return results.map(countedIn);
}

function documentIn(text: string): { readonly results?: unknown; readonly status?: unknown } {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null) return document;
  } catch {
    // Said below.
  }
  throw notAResult();
}

/** Logs Insights leaves out a field that is empty. */
function countedIn(line: unknown): CountedCalls {
  if (!Array.isArray(line)) throw notAResult();
  const fields = new Map(line.map(({ field, value }: { field?: unknown; value?: unknown }) => [field, value]));
  const text = (name: string) => {
    const value = fields.get(name) ?? "";
    if (typeof value !== "string") throw notAResult();
    return value;
  };
  const number = (name: string) => {
    const value = Number(fields.get(name) ?? 0);
    if (!Number.isFinite(value) || value < 0)
      throw new UserError(`A line's ${name} is ${JSON.stringify(fields.get(name))}: it has to be a number from 0.`);
    return value;
  };
  if (!fields.has("calls") || !fields.has("operation")) throw notAResult();
  return {
    lane: text("lane"),
    callerId: text("callerId"),
    operation: text("operation"),
    region: text("region"),
    code: text("code"),
    calls: number("calls"),
    throttles: number("throttles"),
    waitMs: number("waitMs"),
    bytes: number("bytes"),
  };
}

function notAResult(): UserError {
  return new UserError(
    "The file is not a result of the query that --query prints: give what `aws logs get-query-results --query-id … --output json` printed.",
  );
}
