import type { Estate } from "../../../../policies/audit/estate";
import { awsManagedPolicy, managedPolicyNames } from "../../../../policies/audit/managed-policies/managed-policies";
import { ACCOUNT, ANCHOR, ANYTHING, estateOf, json, policyOf, resource, role } from "./small-graph";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** What role "reader" may do, by name and pointer of each document, and whether all of it is `ANYTHING`. */
function identityOf(estate: Estate) {
  const identity = estate.roles.find(({ name }) => name === "reader")?.identity ?? [];
  expect(identity.map(({ document }) => document)).toEqual(identity.map(() => policyOf(ANYTHING)));
  return identity.map(({ name, pointer, origin }) => [name, pointer, origin]);
}

function rolePolicy(policy: unknown) {
  return resource("iam/rolePolicy:RolePolicy", "reading", { role: "reader", policy });
}

describe("a policy arrives", () => {
  test.each([
    ["as JSON text", json(ANYTHING)],
    ["as an object", policyOf(ANYTHING)],
    ["in the envelope of a secret", { ...SECRET, value: json(ANYTHING) }],
    ["in the envelope of a secret in a state", { ...SECRET, plaintext: JSON.stringify(json(ANYTHING)) }],
    ["as getPolicyDocument's rendered text", JSON.stringify(policyOf({ Sid: "", ...ANYTHING }), undefined, 2)],
    ["as getPolicyDocument's whole answer", { id: "123", json: json(ANYTHING), statements: [] }],
  ])("%s", (_, policy) => {
    const estate = estateOf(role("reader"), rolePolicy(policy));
    expect(estate.coverage).toEqual([]);
    expect(identityOf(estate)).toEqual([["reading of role reader", "/policy", "program"]]);
  });

  test("in an item of inlinePolicies; an empty item brings nothing", () => {
    const estate = estateOf(role("reader", { inlinePolicies: [{ name: "own", policy: json(ANYTHING) }, {}] }));
    expect(estate.coverage).toEqual([]);
    expect(identityOf(estate)).toEqual([["inline policy own of role reader", "/inlinePolicies/0/policy", "program"]]);
  });

  test.each([
    ["managedPolicyArns", role("reader", { managedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/shared`] }), []],
    [
      "a RolePolicyAttachment",
      role("reader"),
      [attach("iam/rolePolicyAttachment:RolePolicyAttachment", { role: "reader" })],
    ],
    ["a PolicyAttachment", role("reader"), [attach("iam/policyAttachment:PolicyAttachment", { roles: ["reader"] })]],
    [
      "RolePolicyAttachmentsExclusive",
      role("reader"),
      [
        resource("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "only", {
          roleName: "reader",
          policyArns: [`arn:aws:iam::${ACCOUNT}:policy/shared`],
        }),
      ],
    ],
  ])("by ARN, through %s", (_, reader, attachments) => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/shared`;
    const shared = resource("iam/policy:Policy", "shared", { policy: json(ANYTHING) }, { arn });
    const estate = estateOf(reader, shared, ...attachments);
    expect(estate.coverage).toEqual([]);
    expect(identityOf(estate)).toEqual([["shared of role reader", "/policy", "program"]]);
  });

  test("inside an OpenAPI body", () => {
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "execute-api:/live/*",
    };
    const body = JSON.stringify({ openapi: "3.0.1", "x-amazon-apigateway-policy": policyOf(statement) });
    const executionArn = `arn:aws:execute-api:eu-central-1:${ACCOUNT}:abc`;
    const estate = estateOf(resource("apigateway/restApi:RestApi", "api", { body }, { executionArn }));
    expect(estate.coverage).toEqual([]);
    expect(estate.apis[0]?.policies).toMatchObject([
      {
        pointer: "/body/x-amazon-apigateway-policy",
        document: policyOf({ ...statement, Resource: `${executionArn}/live/*` }),
      },
    ]);
  });

  test("as the flat inputs of a function's permission", () => {
    const arn = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:one`;
    const inputs = { action: "lambda:InvokeFunction", function: "one", principal: "events.amazonaws.com" };
    const condition = { sourceArn: "arn:aws:events:eu-central-1:111122223333:rule/x", sourceAccount: ACCOUNT };
    const estate = estateOf(
      resource("lambda/function:Function", "one", { role: ANCHOR }, { name: "one", arn }),
      resource("lambda/permission:Permission", "let", {
        ...inputs,
        ...condition,
        qualifier: "live",
        statementId: "Let",
      }),
    );
    expect(estate.coverage).toEqual([]);
    expect(estate.functions[0]?.permissions[0]?.document).toEqual(
      policyOf({
        Sid: "Let",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: `${arn}:live`,
        Condition: {
          ArnLike: { "aws:SourceArn": condition.sourceArn },
          StringEquals: { "aws:SourceAccount": ACCOUNT },
        },
      }),
    );
  });
});

function attach(type: string, inputs: Readonly<Record<string, unknown>>) {
  return resource(type, "attachment", { policyArn: `arn:aws:iam::${ACCOUNT}:policy/shared`, ...inputs });
}

describe("a policy that is not there is what AWS then assumes", () => {
  const ids = { executionArn: `arn:aws:execute-api:eu-central-1:${ACCOUNT}:abc` };

  test.each([
    ["an endpoint: full access", "ec2/vpcEndpoint:VpcEndpoint", {}, "Allow", "*"],
    ["a key: identity policies decide", "kms/key:Key", {}, "Allow", { AWS: `arn:aws:iam::${ACCOUNT}:root` }],
    [
      "a private API: nobody",
      "apigateway/restApi:RestApi",
      { endpointConfiguration: { types: "PRIVATE" } },
      "Deny",
      "*",
    ],
  ])("%s", (_, type, inputs, effect, principal) => {
    const { endpoints, apis, resources, coverage } = estateOf(
      resource(type, "bare", inputs, { ...ids, arn: "arn:aws:x:eu-central-1:111122223333:y", region: "eu-central-1" }),
    );
    const policies = [...endpoints, ...apis, ...resources].flatMap((carrier) => carrier.policies);
    expect(coverage).toEqual([]);
    expect(policies).toMatchObject([{ origin: "assumed", pointer: "" }]);
    expect(policies[0]?.document.Statement).toMatchObject([{ Effect: effect, Principal: principal }]);
  });

  test.each([
    ["a public API", "apigateway/restApi:RestApi"],
    ["a bucket", "s3/bucket:Bucket"],
    ["a queue", "sqs/queue:Queue"],
    ["a table", "dynamodb/table:Table"],
    ["a secret", "secretsmanager/secret:Secret"],
  ])("%s: none", (_, type) => {
    const { apis, resources, coverage } = estateOf(resource(type, "bare", {}, { ...ids, arn: "arn:aws:x:r:1:y" }));
    expect(coverage).toEqual([]);
    expect([...apis, ...resources].map(({ policies }) => policies)).toEqual([[]]);
  });
});

test("a role without policies has none", () => {
  expect(estateOf(role("idle")).roles[1]?.identity).toEqual([]);
});

test.each(managedPolicyNames)("AWS's own policy %s is read from its text on file", (path) => {
  const arn = `arn:aws:iam::aws:policy/${path}`;
  const estate = estateOf(role("user", { managedPolicyArns: [arn] }));
  expect(estate.coverage).toEqual([]);
  expect(estate.roles[1]?.identity).toMatchObject([
    { origin: "aws-managed", pointer: "/managedPolicyArns/0", document: awsManagedPolicy(arn)?.document },
  ]);
});
