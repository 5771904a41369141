/** A statement taken apart: every element is asked by itself, with the others left open. */
import type { Statement } from "../../document";
import { type Answer, asList } from "../answer";
import type { CheckedRequest } from "../request";
import { statementApplies } from "../statement";

/** One element of a statement, and whether the request meets it. */
export interface Element {
  readonly name: "Action" | "NotAction" | "Resource" | "NotResource" | "Condition";
  /** Of a condition, as the policy writes them. */
  readonly operator?: string;
  readonly key?: string;
  /** As the policy writes them. */
  readonly values: readonly string[];
  readonly answer: Answer;
}

/** @returns all of the statement's elements but its principal */
export function elementsOf(statement: Statement, request: CheckedRequest): readonly Element[] {
  const { Effect, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const asked = (part: Omit<Statement, "Effect">) => statementApplies({ Effect, ...part }, request);
  const action =
    NotAction === undefined
      ? {
          name: "Action" as const,
          values: asList(Action ?? []),
          answer: asked({ Action: Action ?? [], Resource: "*" }),
        }
      : { name: "NotAction" as const, values: asList(NotAction), answer: asked({ NotAction, Resource: "*" }) };
  const resource =
    NotResource === undefined
      ? {
          name: "Resource" as const,
          values: asList(Resource ?? "*"),
          answer: asked({ Action: "*", Resource: Resource ?? "*" }),
        }
      : { name: "NotResource" as const, values: asList(NotResource), answer: asked({ Action: "*", NotResource }) };
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const part = { Action: "*", Resource: "*", Condition: { [operator]: { [key]: values } } };
      return { name: "Condition" as const, operator, key, values: asList(values), answer: asked(part) };
    }),
  );
  return [action, resource, ...conditions];
}
