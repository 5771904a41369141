/** What a proved rule rests on, in the same words on the page, in Markdown and wherever else. */
import type { Finding, Grounds, RuleResult, StatementReference } from "../../policies/audit/verdict";
import { statementTitle } from "./words";

/** A clause each, to stand alone or beside others. */
export const GROUNDS_IN_WORDS: Readonly<Record<Exclude<Grounds, "statements" | "request">, string>> = {
  default: "no statement of the stack allows it, and AWS refuses what nothing allows",
  authorizer: "the authorizer's answer decides",
  configuration: "seen directly in the configuration",
};

/** What the word "held" means, for a reader who meets a proof for the first time. */
export const HELD_MEANS =
  "Weaken all the statements that hold a claim at once, taking each Deny away and each Allow's resources and conditions, and a request that breaks the claim gets through.";

export interface RuleGrounds {
  /** "held by": without them the rule breaks. "allowed by": they let through what has to be possible. */
  readonly by: "held by" | "allowed by";
  /** Each Sid once, Denies first, since they hold whatever else is attached. */
  readonly statements: readonly StatementReference[];
  /** What carries claims that no statement does, a clause each. */
  readonly others: readonly string[];
}

export function groundsOf({ findings }: Pick<RuleResult, "findings">): RuleGrounds {
  const on = (grounds: Grounds) => findings.filter((finding) => finding.grounds === grounds);
  const holding = distinct(on("statements"));
  const others = (["authorizer", "default", "configuration"] as const)
    .filter((grounds) => on(grounds).length > 0)
    .map((grounds) => GROUNDS_IN_WORDS[grounds]);
  return holding.length > 0
    ? { by: "held by", statements: holding, others }
    : { by: "allowed by", statements: distinct(on("request")), others };
}

/** By Sid: the same sentence in three Regions carries a rule once. */
function distinct(findings: readonly Finding[]): readonly StatementReference[] {
  const all = findings.flatMap(({ evidence }) => evidence);
  const weight = ({ effect }: StatementReference) => (effect === "Deny" ? 0 : 1);
  return [...new Map(all.map((each) => [statementTitle(each), each])).values()].sort(
    (one, other) => weight(one) - weight(other),
  );
}

/** The clauses as one sentence. */
export function asSentence(clauses: readonly string[]): string {
  const text = clauses
    .map((clause, index) => (index > 0 && clause === GROUNDS_IN_WORDS.configuration ? `the rest is ${clause}` : clause))
    .join("; ");
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
