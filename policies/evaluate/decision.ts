/** What an evaluation answers: allowed or not, and which statement of which policy said so. */
import type { PolicyDocument } from "../document";

/** A document and, in words or as a URN, where it is attached. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export type Layer = "identity" | "resource" | "endpoint" | "trust" | "authorizer" | GuardrailLayer;

/** A permissions boundary, the organisation's service control policies (SCPs) and its resource control policies (RCPs): none of them grants. */
export type GuardrailLayer = "boundary" | "scp" | "rcp";

export interface DecidingStatement {
  readonly layer: Layer;
  readonly policy: string;
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
}

/** Without `decidedBy` no statement spoke: `layer` then says where an Allow was missing, or who is asked next. */
export interface Decision {
  readonly allowed: boolean;
  readonly decidedBy?: DecidingStatement;
  readonly layer: Layer;
  /** One sentence; it holds no values of the request, so it may be logged. */
  readonly reason: string;
}

/** AWS does not document the outcome, and it matters here: the asker must not be given a guess. */
export class UndecidableError extends Error {
  override readonly name = "UndecidableError";
}

/** What one layer says: a statement that applies for certain and, separately, why another one may or may not apply. */
export interface Outcome {
  readonly sure?: DecidingStatement;
  readonly doubt?: UndecidableError;
}

/** A layer that has to allow, and the outcomes any one of which is enough. */
export interface Need {
  readonly layer: Layer;
  /** The one policy or place that has to allow, where the layer has several of which each has to. */
  readonly where?: string;
  readonly anyOf: readonly Outcome[];
}

/**
 * A Deny wins; otherwise every need has to be met. The Allow of the last need is the one reported.
 * @throws UndecidableError when the answer hangs on a statement in doubt.
 */
export function settle(action: string, denies: readonly Outcome[], needs: readonly Need[]): Decision {
  const deny = firstSure(denies);
  if (deny) return decidedBy(action, deny);
  const unmet = needs.find(({ anyOf }) => anyOf.every(({ sure, doubt }) => !sure && !doubt));
  if (unmet) {
    const where = unmet.where ?? `the ${unmet.layer} layer`;
    return { allowed: false, layer: unmet.layer, reason: `Nothing in ${where} allows ${action}.` };
  }
  const open = needs.filter(({ anyOf }) => !firstSure(anyOf)).flatMap(({ anyOf }) => anyOf);
  const doubt = [...denies, ...open].find((outcome) => outcome.doubt)?.doubt;
  if (doubt) throw doubt;
  const allow = firstSure(needs.at(-1)?.anyOf ?? []);
  if (allow) return decidedBy(action, allow);
  return { allowed: true, layer: "resource", reason: `Nothing denies ${action} so far.` };
}

/** How people find the statement: by its sentence, or by its position when it has none. */
export function statementName(statement: { readonly Sid?: unknown }, index: number): string {
  return typeof statement.Sid === "string" ? `"${statement.Sid}"` : `at position ${index}`;
}

function firstSure(outcomes: readonly Outcome[]): DecidingStatement | undefined {
  return outcomes.find(({ sure }) => sure)?.sure;
}

function decidedBy(action: string, by: DecidingStatement): Decision {
  const verb = by.effect === "Allow" ? "allows" : "denies";
  const statement = statementName(by.sid === undefined ? {} : { Sid: by.sid }, by.index);
  const reason = `Statement ${statement} of ${by.layer} policy "${by.policy}" ${verb} ${action}.`;
  return { allowed: by.effect === "Allow", decidedBy: by, layer: by.layer, reason };
}
