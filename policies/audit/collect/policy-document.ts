/** A policy document in whatever form it arrives, as the one form that the evaluator and the prover read. */
import type { PolicyDocument } from "../../document";
import { isRecord } from "./graph/graph";
import { unresolved } from "./graph/special-values";
import { keysThatDifferInCase, parseStrictly } from "./graph/strict-json";

export type DocumentRead =
  { readonly kind: "document"; readonly document: PolicyDocument } | { readonly kind: "fault"; readonly why: string };

/**
 * Takes JSON text, an object, and the answer of `getPolicyDocument` (its `json`). Whether the evaluator knows every element is asked
 * later: here a document only gets its list of statements, its version, and values as texts.
 */
export function readDocument(value: unknown): DocumentRead {
  const why = unresolved(value);
  if (why !== undefined) return { kind: "fault", why };
  if (isRecord(value) && typeof value["json"] === "string" && !("Statement" in value))
    return readDocument(value["json"]);
  if (typeof value === "string") {
    const parsed = parseStrictly(value);
    return parsed.kind === "fault" ? parsed : documentOf(parsed.value);
  }
  const twice = keysThatDifferInCase(value);
  if (twice !== undefined)
    return { kind: "fault", why: `the key "${twice}" occurs twice in one object, in different case` };
  return documentOf(value);
}

function documentOf(value: unknown): DocumentRead {
  if (!isRecord(value)) return { kind: "fault", why: "it is not an object with Version and Statement" };
  if (!("Statement" in value)) return { kind: "fault", why: "it has no Statement" };
  const statements: readonly unknown[] = Array.isArray(value["Statement"]) ? value["Statement"] : [value["Statement"]];
  // Id is a label for people: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
  const { Version, Statement: _, Id: __, ...others } = value;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html: without one, AWS reads the old language.
  const document = { Version: Version ?? "2008-10-17", ...others, Statement: statements.map(statementOf) };
  return { kind: "document", document: document as unknown as PolicyDocument };
}

function statementOf(statement: unknown): unknown {
  if (!isRecord(statement)) return statement;
  // `getPolicyDocument` writes an empty Sid for none.
  const entries = Object.entries(statement).filter(([key, value]) => key !== "Sid" || value !== "");
  return Object.fromEntries(entries.map(([key, value]) => [key, key === "Condition" ? conditionsOf(value) : value]));
}

/** AWS takes `false` and `10` for `"false"` and `"10"` in conditions. */
function conditionsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(conditionsOf);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, conditionsOf(inner)]));
  return typeof value === "boolean" || typeof value === "number" ? String(value) : value;
}
