/**
 * Whether an event matches a pattern of EventBridge: exact values, prefix, suffix, anything-but with a prefix, exists, and $or.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function takes(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new Error("A pattern is an object.");
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return (wanted as unknown[]).some((each) => takes(each, event));
    const found = isObject(event) ? event[key] : undefined;
    return Array.isArray(wanted) ? wanted.some((each) => isTaken(each, found)) : takes(wanted, found);
  });
}

function isTaken(wanted: unknown, found: unknown): boolean {
  if (!isObject(wanted)) return wanted === found;
  if ("exists" in wanted) return (found !== undefined) === wanted["exists"];
  if (typeof found !== "string") return false;
  if (typeof wanted["prefix"] === "string") return found.startsWith(wanted["prefix"]);
  if (typeof wanted["suffix"] === "string") return found.endsWith(wanted["suffix"]);
  const other = wanted["anything-but"];
  if (isObject(other) && typeof other["prefix"] === "string") return !found.startsWith(other["prefix"]);
  throw new Error(`${JSON.stringify(wanted)} is not modelled.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
