/** Which statements a proof rests on. */
import type { Statement } from "../../document";
import { UnmodelledPolicyError } from "../../evaluate/modelled";
import { referenceTo } from "../grants";
import type { StatementReference } from "../verdict";
import { isOpen } from "./answer-case";
import { meansKnownAction } from "../encode/action-sets";
import { type ActionCase, actionCases } from "./cases";
import { TRUST_ACTIONS } from "../encode/holders";
import { type Involved, involvedIn } from "./involved";
import { whyNoMore } from "./overall-budget";
import { type Preparation, preparation } from "./prepared-case";
import type { Question } from "../question";

/**
 * For a question answered "never": a minimal set of statements whose removal (Deny) or loss of conditions and resources (Allow)
 * would make it possible. Empty when nothing allows it at all.
 */
export function evidenceFor(question: Question): readonly StatementReference[] {
  try {
    return new MinimalEvidence(question).smallest();
  } catch (error) {
    if (error instanceof UnmodelledPolicyError) return [];
    throw error;
  }
}

/**
 * The same, for a request to show: the case that opens, and the statements without which it does. Undefined when nothing
 * allows it at all.
 *
 * @throws UnmodelledPolicyError
 */
export function heldOpen(
  question: Question,
): { readonly of: ActionCase; readonly without: ReadonlySet<Statement> } | undefined {
  const evidence = new MinimalEvidence(question);
  const removed = evidence.removed();
  const [of] = evidence.opened;
  return of && removed.length > 0 ? { of, without: new Set(removed.map(({ statement }) => statement)) } : undefined;
}

interface Carrier {
  readonly statement: Statement;
  readonly reference: StatementReference;
}

class MinimalEvidence {
  private readonly involved: Involved;
  private cases: readonly ActionCase[];
  private readonly preparations = new Map<ActionCase, Preparation>();

  constructor(private readonly question: Question) {
    this.involved = involvedIn(question);
    this.cases = actionCases(question, this.involved);
  }

  /** What opens without those that were removed. */
  get opened(): readonly ActionCase[] {
    return this.cases;
  }

  smallest(): readonly StatementReference[] {
    return this.removed().map(({ reference }) => reference);
  }

  /** Deletion-based, as minimal unsatisfiable subsets are found: one after the other is put back; what has to stay removed is the evidence. */
  removed(): readonly Carrier[] {
    let removed = this.carriers();
    const opened = this.casesOpenWithout(removed);
    if (opened.length === 0) return [];
    this.cases = opened;
    for (const carrier of removed) {
      if (whyNoMore() !== undefined) break;
      const others = removed.filter((each) => each !== carrier);
      const stillOpen = this.casesOpenWithout(others);
      if (stillOpen.length === 0) continue;
      removed = others;
      this.cases = stillOpen;
    }
    return removed;
  }

  private casesOpenWithout(removed: readonly Carrier[]): readonly ActionCase[] {
    const weakened = new Set(removed.map(({ statement }) => statement));
    const open = this.cases.find((each) => isOpen(this.preparationOf(each)(weakened)));
    return open ? [open] : [];
  }

  private preparationOf(each: ActionCase): Preparation {
    const known = this.preparations.get(each) ?? preparation(this.question, each, this.involved);
    this.preparations.set(each, known);
    return known;
  }

  /** Denies, and Allows with conditions or resources, that can mean an action of the question. */
  private carriers(): readonly Carrier[] {
    const isOfCase = (statement: Statement) =>
      this.cases.some(
        ({ action }) => action === undefined || alike(action).some((each) => meansKnownAction(statement, each)),
      );
    return this.involved.policies.flatMap(({ policy, layer }) =>
      policy.document.Statement.flatMap((statement, index) =>
        isOfCase(statement) && (statement.Effect === "Deny" || isBounded(statement))
          ? [{ statement, reference: referenceTo(policy, layer, index) }]
          : [],
      ),
    );
  }
}

function isBounded({ Condition, Resource = "*", NotResource }: Statement): boolean {
  return Condition !== undefined || NotResource !== undefined || ![Resource].flat().includes("*");
}

/** The actions that are asked for together. */
function alike(action: string): readonly string[] {
  return TRUST_ACTIONS.some((each) => each === action) ? TRUST_ACTIONS : [action];
}
