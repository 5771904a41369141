/** One case of a question, as bounds of the allowed requests of its action. */
import type { Statement } from "../../document";
import { accountOfRole } from "../accounts/joint-estate";
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

/** @throws UnmodelledPolicyError when a policy holds an element that has no meaning here */
export function prepare(question: Question, each: ActionCase, involved: Involved): PreparedCase {
  return preparation(question, each, involved)(new Set());
}

/** The same case with some statements taken to do nothing: Denies away, Allows unbounded. */
export type Preparation = (weakened: ReadonlySet<Statement>) => PreparedCase;

/** What the statements mean is worked out once, however often some of them are weakened. */
export function preparation(
  { estate, asker, route }: Question,
  { action, that }: ActionCase,
  involved: Involved,
): Preparation {
  const frame = { estate, caller: callerOf(asker, estate), quantified: involved.quantified, ...resourceOf(route) };
  const models = new Map<string | undefined, RequestModel>();
  const modelOf = (name: string | undefined): RequestModel => {
    const model = models.get(name) ?? requestModel({ ...frame, action: name });
    models.set(name, model);
    return model;
  };
  const isAsked = route.kind === "invoke-function" ? isOrIsBelow("resource", route.function.arn, [":"]) : and();
  return (weakened) => {
    const scopeOf = (name: string | undefined) => ({ ...modelOf(name).scope, weakened });
    const scope = scopeOf(action);
    const allowed = allowedBy(route, { estate, asker, scope, scopeOf });
    return { model: { ...modelOf(action), scope }, allowed, that: and(that, isAsked) };
  };
}

function callerOf(asker: Asker, { account }: Estate): Caller {
  switch (asker.kind) {
    case "role":
      // A role that the gateway's function becomes may be another account's.
      return { kind: "role", arn: asker.role.arn, account: accountOfRole(asker.role.arn) };
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
