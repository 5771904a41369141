import type { Conditions, PrincipalElement } from "../../../policies/document";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import type { AccessRequest, Principal } from "../../../policies/evaluate/request";
import { ACCOUNT, ALLOW_ALL, policy, ROLE, ROLE_ARN } from "./example-requests";

const FUNCTION = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:studio-url`;
const METHOD = `arn:aws:execute-api:eu-central-1:${ACCOUNT}:a1b2c3/live/POST/v1/studio/*`;
const GATEWAY: Principal = { kind: "service", service: "apigateway.amazonaws.com" };
const FROM_METHOD = { "aws:SourceArn": METHOD, "aws:SourceAccount": ACCOUNT };

/** As Lambda writes a permission into the function's policy. */
const permission = (Condition: Conditions = {}, Principal: PrincipalElement = { Service: GATEWAY.service }) =>
  policy({ Effect: "Allow", Principal, Action: "lambda:InvokeFunction", Resource: FUNCTION, Condition });
const fromSource = (arn: string) => permission({ ArnLike: { "AWS:SourceArn": arn } });
const invoke = (
  context: AccessRequest["context"],
  principal: Principal = GATEWAY,
  resource = FUNCTION,
): AccessRequest => ({
  action: "lambda:InvokeFunction",
  resource,
  principal,
  context,
});

describe("a function's permission for a service", () => {
  test.each([
    ["the very method", fromSource(METHOD), FROM_METHOD, true],
    ["a wildcard for the stage", fromSource(METHOD.replace("live", "*")), FROM_METHOD, true],
    ["another API", fromSource(METHOD.replace("a1b2c3", "d4e5f6")), FROM_METHOD, false],
    ["another account's API of that id", fromSource(METHOD.replace(ACCOUNT, "444455556666")), FROM_METHOD, false],
    ["the method, asked without source", fromSource(METHOD), {}, false],
    ["the account", permission({ StringEquals: { "AWS:SourceAccount": ACCOUNT } }), FROM_METHOD, true],
    ["another account", permission({ StringEquals: { "AWS:SourceAccount": "444455556666" } }), FROM_METHOD, false],
    ["no source: anybody's API", permission(), { ...FROM_METHOD, "aws:SourceAccount": "444455556666" }, true],
  ])("with %s", (_, resource, context, allowed) => {
    expect(decideSameAccount(invoke(context), { resource: [resource] })).toMatchObject({ allowed, layer: "resource" });
  });

  test("does not hold for another service, nor for another version of the function", () => {
    const lambda: Principal = { kind: "service", service: "lambda.amazonaws.com" };
    const layers = { resource: [fromSource(METHOD)] };
    expect(decideSameAccount(invoke(FROM_METHOD, lambda), layers).allowed).toBe(false);
    expect(decideSameAccount(invoke(FROM_METHOD, GATEWAY, `${FUNCTION}:1`), layers).allowed).toBe(false);
  });
});

test("a role of the account may invoke by its own policies, by name in the permission, but not by the account's alone", () => {
  const decide = (own: boolean, principal: PrincipalElement) =>
    decideSameAccount(invoke({}, ROLE), {
      identity: own ? [policy(ALLOW_ALL)] : [],
      resource: [permission({}, principal)],
    }).allowed;
  expect(decide(true, { Service: "apigateway.amazonaws.com" })).toBe(true);
  expect(decide(false, { Service: "apigateway.amazonaws.com" })).toBe(false);
  expect(decide(false, { AWS: ROLE_ARN })).toBe(true);
  expect(decide(false, { AWS: ACCOUNT })).toBe(false);
});
