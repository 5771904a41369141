/** The shape of an IAM policy document, and the one way we print it. */

/** Operator → condition key → value or values. All operators and keys must hold; of the values any one. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** `"*"` is everyone, signed or not; otherwise AWS principals (role ARNs, accounts) or AWS services. */
export type PrincipalElement =
  "*" | { readonly AWS?: string | readonly string[]; readonly Service?: string | readonly string[] };

/** One statement. Exactly one of Action/NotAction and, outside trust policies, one of Resource/NotResource. */
export interface Statement {
  /** Says the statement as a sentence, once in the whole project: the laptop finds file and line by it. */
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PrincipalElement;
  /** Everyone but these; only in a Deny. We write none, but read what others write. */
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export interface PolicyDocument {
  /** In what we write always 2012-10-17: under the older version `${aws:PrincipalTag/…}` is literal text. */
  readonly Version: "2012-10-17" | "2008-10-17";
  readonly Statement: readonly Statement[];
}

export function policyDocument(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** How AWS writes a list of one: as the one. */
export function oneOrList(values: readonly string[]): string | readonly string[] {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

/** The text that is deployed: the builder's own order, no white space (AWS counts it in endpoint policies). */
export function toPolicyJson(document: PolicyDocument): string {
  return JSON.stringify(document);
}
