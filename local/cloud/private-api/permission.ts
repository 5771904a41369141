import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { PolicyDocument } from "../../../policies/document";
import type { FunctionSpec } from "../../lambda/function-spec";
import { type Authority, decided } from "../decide/authority";
import type { RecordedDecision } from "../decide/decision-log";
import { type GraphIndex, requiredText, textOf } from "../graph/graph-index";
import type { Incoming } from "../incoming";
import { accountIn } from "../graph/place";

/** A function's resource policy, as Lambda puts it together from the program's permissions. */
export type FunctionPolicies = ReadonlyMap<string, readonly NamedPolicy[]>;

/** By function ARN. */
export function readFunctionPolicies(graph: GraphIndex, functions: readonly FunctionSpec[]): FunctionPolicies {
  const permissions = graph.all("lambda/permission:Permission");
  return new Map(
    functions.map((spec) => {
      const own = permissions.filter((one) => [spec.functionName, spec.arn].includes(requiredText(one, "function")));
      return [spec.arn, own.map((one) => ({ name: one.name, document: permissionDocument(one, spec) }))];
    }),
  );
}

type Permission = ReturnType<GraphIndex["all"]>[number];

function permissionDocument(permission: Permission, spec: FunctionSpec): PolicyDocument {
  const sourceArn = textOf(permission, "sourceArn");
  const sourceAccount = textOf(permission, "sourceAccount");
  const condition = {
    ...(sourceArn !== undefined && { ArnLike: { "aws:SourceArn": sourceArn } }),
    ...(sourceAccount !== undefined && { StringEquals: { "aws:SourceAccount": sourceAccount } }),
  };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: requiredText(permission, "principal") },
        Action: requiredText(permission, "action"),
        Resource: spec.arn,
        ...(Object.keys(condition).length > 0 && { Condition: condition }),
      },
    ],
  };
}

/**
 * Whether API Gateway may invoke a function for this method or authorizer.
 *
 * @param sourceArn `<api>/<stage>/<METHOD>/<template>` with `*` for each parameter, or `<api>/authorizers/<id>`
 */
export function decideInvocation(
  authority: Authority,
  request: Incoming,
  policies: FunctionPolicies,
  functionArn: string,
  sourceArn: string,
): RecordedDecision {
  const wanted = {
    action: "lambda:InvokeFunction",
    resource: functionArn,
    principal: { kind: "service", service: "apigateway.amazonaws.com" } as const,
    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": accountIn(sourceArn) },
  };
  const own = { resource: policies.get(functionArn) ?? [] };
  return decided(authority, request, "lambda", { requests: [wanted], policies: own }, () =>
    decideSameAccount(wanted, own),
  );
}
