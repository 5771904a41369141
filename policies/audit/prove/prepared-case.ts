/** One case of a question, as bounds of the allowed requests of its action. */
import type { Statement } from "../../document";
import type { AuditedApi, Estate } from "../estate";
import type { ActionCase } from "./cases";
import type { Bounds } from "../encode/bounds";
import { allowedBy } from "../encode/decide";
import { and, type Formula } from "../sat/formula";
import type { Involved } from "./involved";
import { ANY, literal, noneOf, oneOf, oneOrMore, type Pattern } from "../sat/pattern";
import type { Asker, Question, Route } from "../question";
import { isOrIsBelow, type RequestFrame, requestModel, type RequestModel } from "../encode/request/request-model";
import type { Caller } from "../encode/scope";

export interface PreparedCase {
  readonly model: RequestModel;
  /** That the request is allowed. */
  readonly allowed: Bounds;
  /** What the question asks for. */
  readonly that: Formula;
}

/**
 * @param weakened statements that are taken to do nothing: Denies away, Allows unbounded
 * @throws UnmodelledPolicyError when a policy holds what nobody here has a meaning for
 */
export function prepare(
  { estate, asker, route }: Question,
  { action, that }: ActionCase,
  involved: Involved,
  weakened: ReadonlySet<Statement> = new Set(),
): PreparedCase {
  const frame: RequestFrame = {
    estate,
    caller: callerOf(asker, estate),
    action,
    quantified: involved.quantified,
    weakened,
    ...resourceOf(route),
  };
  const model = requestModel(frame);
  const scopeOf = (other: string) => requestModel({ ...frame, action: other }).scope;
  const allowed = allowedBy(route, { estate, asker, scope: model.scope, scopeOf });
  const isMeant = route.kind === "invoke-function" ? isOrIsBelow("resource", route.function.arn, [":"]) : and();
  return { model, allowed, that: and(that, isMeant) };
}

function callerOf(asker: Asker, { account }: Estate): Caller {
  switch (asker.kind) {
    case "role":
      return { kind: "role", arn: asker.role.arn, account };
    case "other-role":
      return { kind: "any-role", account };
    case "foreign-role":
      return { kind: "any-role" };
    case "anonymous":
    case "service":
      return asker;
  }
}

function resourceOf(route: Route): Pick<RequestFrame, "resource" | "resources"> {
  if (route.kind === "assume-role") return { resource: route.role.arn };
  return route.kind === "api" ? { resources: methodsOf(route.api) } : {};
}

/** Any method and path, declared or not: an unknown route is asked about like a known one. */
function methodsOf({ executionArn, stages }: AuditedApi): readonly Pattern[] {
  const anyStage = oneOrMore(noneOf("/:*?"));
  const method = oneOrMore(oneOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  const ofStages = stages.length > 0 ? stages.map((stage) => literal(stage)) : [anyStage];
  return ofStages.map((stage) => [
    ...literal(`${executionArn}/`),
    ...stage,
    ...literal("/"),
    ...method,
    ...literal("/"),
    { many: ANY },
  ]);
}
