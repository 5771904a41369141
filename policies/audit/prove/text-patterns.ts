/** The texts that one value of a policy matches, as patterns. Written without a look at the evaluator's matching, which checks it. */
import { glob, literal, noneOf, type Pattern } from "./pattern";
import type { Comparison } from "./written-test";

const NO_COLON = noneOf(":");

/** Undefined when nothing matches. The value holds no policy variables. */
export function patternOf(comparison: Comparison, value: string): Pattern | undefined {
  switch (comparison) {
    case "equals":
      return literal(value);
    case "equalsIgnoreCase":
      return literal(value, true);
    case "like":
      return glob(value);
    case "arn":
      return arnPattern(value);
    case "resource":
      return resourcePattern(value);
  }
}

/** Wildcards of ArnLike (and of ArnEquals, which is the same) stay within their segment; the sixth may hold colons. */
function arnPattern(value: string): Pattern | undefined {
  const parts = value.split(":");
  if (parts.length < 6) return undefined;
  const last = parts.slice(5).join(":");
  return [...parts.slice(0, 5).flatMap((part) => [...glob(part, { run: NO_COLON }), ...literal(":")]), ...glob(last)];
}

/** In Resource, wildcards behind the service cross every border; those of the partition stay before it. */
function resourcePattern(value: string): Pattern | undefined {
  if (value === "*") return glob("*");
  const [prefix = "", partition = "", service = "", ...rest] = value.split(":");
  if (prefix !== "arn" || rest.length === 0) return undefined;
  const head = [...literal("arn:"), ...glob(partition, { run: NO_COLON }), ...literal(`:${service}:`)];
  return [...head, ...glob(rest.join(":"))];
}
