/** How one action's requests look to a policy: which parts they have, and which of them are lists. */
import type { Statement } from "../../document";
import type { Bounds } from "./bounds";
import { keyVariable } from "./key-variable";
import { atom, FALSE, type Formula, or, TRUE } from "../sat/formula";
import { literal } from "../sat/pattern";

/** A key that these requests never have, one of a single value, or one of several. */
export type KeyShape = "absent" | "text" | "list";

/** What is known of the caller before anything is asked. */
export type Caller =
  | { readonly kind: "role"; readonly arn: string; readonly account: string }
  /** Some role: `aws:PrincipalArn` is a part of the request. `account` is undefined for a foreign one. */
  | { readonly kind: "any-role"; readonly account?: string }
  | { readonly kind: "anonymous" }
  | { readonly kind: "service"; readonly service: string };

export interface Scope {
  /** One action, in its own spelling; undefined when it is a part of the request, as for services outside the reference. */
  readonly action: string | undefined;
  readonly caller: Caller;
  shapeOf(conditionKey: string): KeyShape;
  /** Whether the empty text is among the key's values. */
  mayBeEmpty(conditionKey: string): boolean;
  /** Statements that are taken away (a Deny) or stripped of their conditions (an Allow), to learn what hangs on them. */
  readonly weakened: ReadonlySet<Statement>;
  /** What the others mean for these requests, as far as it has been worked out. */
  readonly meanings: Map<Statement, Bounds>;
}

export function presence(scope: Scope, conditionKey: string): Formula {
  return scope.shapeOf(conditionKey) === "absent" ? FALSE : atom(keyVariable(conditionKey), { kind: "present" });
}

export function isEmptyText(scope: Scope, conditionKey: string): Formula {
  if (scope.shapeOf(conditionKey) !== "text" || !scope.mayBeEmpty(conditionKey)) return FALSE;
  return atom(keyVariable(conditionKey), { kind: "matches", pattern: literal("") });
}

export function constant(value: boolean): Formula {
  return value ? TRUE : FALSE;
}

export function anyOf<T>(values: readonly T[], formulaOf: (value: T) => Formula): Formula {
  return or(...values.map(formulaOf));
}
