import { asRecord } from "../graph/graph-index";
import { accessDenied, S3Error } from "./s3-error";

/** What the policy document of a form demands. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
interface PostPolicy {
  readonly expiration: Date;
  readonly conditions: readonly Condition[];
}

type Condition =
  | { readonly kind: "eq" | "starts-with"; readonly field: string; readonly value: string }
  | { readonly kind: "length"; readonly least: number; readonly most: number };

/** Fields that need no condition of their own. */
const FREE = ["policy", "x-amz-signature", "file"];

/**
 * Checks a form against its own policy: it has not expired, every condition holds, and every field is in a condition.
 *
 * @param fields names in small letters, the bucket among them
 * @throws S3Error
 */
export function checkPostPolicy(text: string, fields: ReadonlyMap<string, string>, bytes: number, now: Date): void {
  const { expiration, conditions } = readPolicy(text);
  if (expiration <= now) throw invalid("Policy expired.");
  for (const condition of conditions) {
    if (condition.kind === "length") checkLength(condition, bytes);
    else if (!holds(condition, fields))
      throw invalid(`Policy Condition failed: ["${condition.kind}", "$${condition.field}", "${condition.value}"]`);
  }
  const covered = conditions.map((condition) => (condition.kind === "length" ? "" : condition.field));
  const extra = [...fields.keys()].filter(
    (name) => !FREE.includes(name) && !name.startsWith("x-ignore-") && !covered.includes(name),
  );
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(", ")}`);
}

function holds({ kind, field, value }: Exclude<Condition, { kind: "length" }>, fields: ReadonlyMap<string, string>) {
  const given = fields.get(field);
  if (given === undefined) return false;
  return kind === "eq" ? given === value : given.startsWith(value);
}

function checkLength({ least, most }: { readonly least: number; readonly most: number }, bytes: number): void {
  if (bytes > most) throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  if (bytes < least)
    throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
}

function readPolicy(text: string): PostPolicy {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = asRecord(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  } catch {
    throw wrong("Invalid JSON.");
  }
  const { expiration, conditions } = document;
  const date = new Date(typeof expiration === "string" ? expiration : "");
  if (Number.isNaN(date.getTime())) throw wrong("Invalid 'expiration' value.");
  if (!Array.isArray(conditions)) throw wrong("Policy missing conditions.");
  return { expiration: date, conditions: conditions.flatMap(readCondition) };
}

function readCondition(value: unknown): Condition[] {
  if (!Array.isArray(value))
    return Object.entries(asRecord(value)).map(([field, expected]) => ({
      kind: "eq",
      field: field.toLowerCase(),
      value: String(expected),
    }));
  const [kind, first, second] = value as unknown[];
  if (kind === "content-length-range" && typeof first === "number" && typeof second === "number")
    return [{ kind: "length", least: first, most: second }];
  if ((kind === "eq" || kind === "starts-with") && typeof first === "string" && first.startsWith("$"))
    return [{ kind, field: first.slice(1).toLowerCase(), value: String(second) }];
  throw wrong(`Invalid condition: ${JSON.stringify(value)}.`);
}

function invalid(why: string): S3Error {
  return accessDenied(`Invalid according to Policy: ${why}`);
}

function wrong(why: string): S3Error {
  return new S3Error(400, "InvalidPolicyDocument", `Invalid Policy: ${why}`);
}
