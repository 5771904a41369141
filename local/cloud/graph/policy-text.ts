import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { PolicyDocument } from "../../../policies/document";
import { asRecord } from "./graph-index";
import { NotModelledError } from "./not-modelled";

/**
 * A recorded policy text with the name that decisions call it by.
 *
 * AWS also takes a single statement without its array; everything behind this line sees an array.
 * @throws NotModelledError when the text is not a policy document
 */
export function parsePolicy(name: string, text: string): NamedPolicy {
  let document: Readonly<Record<string, unknown>>;
  try {
    document = asRecord(JSON.parse(text));
  } catch {
    throw new NotModelledError(`${name} is not JSON.`);
  }
  return { name, document: withStatementList(document) };
}

export function withStatementList(document: Readonly<Record<string, unknown>>): PolicyDocument {
  const statements = document["Statement"];
  return { ...document, Statement: Array.isArray(statements) ? statements : [statements] } as unknown as PolicyDocument;
}
