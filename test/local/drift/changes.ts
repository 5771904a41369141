import type { GraphResource } from "../../../local/program/graph";
import {
  added,
  changed,
  EVERYTHING,
  type HandMadeChange,
  type Inputs,
  match,
  named,
  one,
  statements,
  without,
} from "./by-hand";

const ROLE = "iam/role:Role studio-url-role";
const FUNCTION = "lambda/function:Function studio-url";

export const CHANGES: readonly HandMadeChange[] = [
  {
    what: "an inline policy that was added to a role",
    asked: [ROLE],
    edit: added("iam/rolePolicy:RolePolicy studio-url-base-policy", "by-hand", () => ({
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [EVERYTHING] }),
    })),
    says: [
      match(
        /^inline policy by-hand of role studio-url-role-\w+: the program does not have it; it has a statement Allow s3:\* on \*$/,
      ),
    ],
    rule: "P4",
  },
  {
    what: "a statement that was added to a role's policy",
    asked: [ROLE],
    edit: statements("iam/rolePolicy:RolePolicy studio-url-base-policy", (all) => [...all, EVERYTHING]),
    says: [
      match(
        /^inline policy studio-url-base-policy-\w+ of role .+: has a statement that the program does not have, Allow s3:\* on \*$/,
      ),
    ],
    rule: "P5",
  },
  {
    what: "a policy of AWS's own that was attached to a role",
    asked: [ROLE],
    edit: (all) => {
      const role = one(all, ROLE);
      const policyArn = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [EVERYTHING] });
      const attached = { role: role.outputs["name"], policyArn };
      return [
        ...all,
        {
          ...role,
          type: "aws:iam/policy:Policy",
          name: "aws",
          urn: "aws",
          inputs: { policy },
          outputs: { arn: policyArn },
        },
        {
          ...role,
          type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          name: "a",
          urn: "a",
          inputs: attached,
          outputs: {},
        },
      ];
    },
    says: [
      match(
        /^policy arn:aws:iam::aws:policy\/AmazonS3FullAccess, attached to role studio-url-role-\w+: the program does not have it$/,
      ),
    ],
    rule: "P4",
  },
  {
    what: "a trust policy that lets another account in",
    asked: [ROLE],
    edit: statements(
      ROLE,
      (all) => [
        ...all,
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:AssumeRole" },
      ],
      "assumeRolePolicy",
    ),
    says: [
      match(
        /^trust policy of role studio-url-role-\w+: has a statement that the program does not have, Allow sts:AssumeRole$/,
      ),
    ],
    rule: "P11",
  },
  {
    what: "a function with other code and another variable",
    asked: [FUNCTION],
    edit: (all) =>
      named(all, FUNCTION, {
        code: "policies/operator",
        environment: { variables: { ...variables(one(all, FUNCTION)), MINTING_MODE: "sessionTags-" } },
      }),
    says: [
      match(/^function studio-url-\w+: codeSha256 is .+, the program says .+/),
      match(
        /^function studio-url-\w+: environment\.variables MINTING_MODE has another value, the program gives it one$/,
      ),
      match(/^alias live of function studio-url-\w+: codeSha256 is /),
    ],
  },
  {
    what: "a function that anyone may invoke",
    asked: [FUNCTION],
    edit: (all) =>
      added("lambda/permission:Permission api-authorizer-permission", "anyone", () => ({
        function: one(all, FUNCTION).outputs["name"],
        principal: "*",
        sourceArn: undefined,
      }))(all),
    says: [
      match(
        /^permission anyone on function studio-url-\w+:live: the program does not have it; it lets \* do lambda:InvokeFunction$/,
      ),
    ],
    rule: "P9",
  },
  {
    what: "a function with a URL",
    asked: [FUNCTION],
    edit: (all) =>
      added(FUNCTION, "url", (like) => ({ functionName: like.outputs["name"], authorizationType: "NONE" }))(all).map(
        (each) => (each.name === "url" ? { ...each, type: "aws:lambda/functionUrl:FunctionUrl" } : each),
      ),
    says: [match(/^URL of function studio-url-\w+: the program does not have it; authorization NONE$/)],
    rule: "P9",
  },
  {
    what: "an endpoint policy that lets everything through",
    asked: ["ec2/"],
    edit: statements("ec2/vpcEndpointPolicy:VpcEndpointPolicy execute-api-policy", (all) => [
      ...all,
      { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
    ]),
    says: [match(/^policy of VPC endpoint vpce-\w+: has a statement that the program does not have, Allow \* on \*$/)],
    rule: "P10",
  },
  {
    what: "an endpoint that is gone",
    asked: ["ec2/"],
    edit: without("ec2/vpcEndpoint:VpcEndpoint endpoints-sts"),
    says: [match(/^VPC endpoint vpce-\w+ \(com\.amazonaws\.eu-central-1\.sts\): missing; the program makes it$/)],
  },
  {
    what: "an endpoint that was added to the network",
    asked: ["ec2/"],
    edit: added(
      "ec2/vpcEndpoint:VpcEndpoint endpoints-sts",
      "more",
      () => ({ serviceName: "com.amazonaws.eu-central-1.kms" }),
      "vpce-0byhand",
    ),
    says: [
      match(
        /^VPC endpoint vpce-0byhand \(com\.amazonaws\.eu-central-1\.kms\): the program does not have it; it is in vpc-/,
      ),
    ],
  },
  {
    what: "a bucket policy without a Deny",
    asked: ["s3/"],
    edit: statements("s3/bucketPolicy:BucketPolicy images-policy", (all) => all.slice(1)),
    says: [
      match(/^policy of bucket images-\w+: lacks the program's statement DenyObjectsUnlessThroughOurS3Endpoints /),
    ],
    rule: "P6",
  },
  {
    what: "a bucket that may be made public",
    asked: ["s3/"],
    edit: changed("s3/bucketPublicAccessBlock:BucketPublicAccessBlock images-not-public", { blockPublicPolicy: false }),
    says: [match(/^public access block of bucket images-\w+: blockPublicPolicy is false, the program says true$/)],
    rule: "P14",
  },
  {
    what: "a queue that takes messages from anyone",
    asked: ["sqs/"],
    edit: statements("sqs/queuePolicy:QueuePolicy unexpected-calls-policy", (all) => [
      ...all,
      { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" },
    ]),
    says: [
      match(
        /^policy of queue unexpected-calls-\w+: has a statement that the program does not have, Allow sqs:SendMessage on \*$/,
      ),
    ],
    rule: "P11",
  },
  {
    what: "a table that hands items out",
    asked: ["dynamodb/"],
    edit: (all) => {
      const table = one(all, "dynamodb/table:Table image-results");
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "dynamodb:GetItem", Resource: "*" }],
      });
      const inputs = { resourceArn: table.outputs["arn"], policy };
      return [
        ...all,
        {
          ...table,
          type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
          name: "open",
          urn: "open",
          inputs,
          outputs: {},
        },
      ];
    },
    says: [
      match(
        /^policy of table image-results-\w+: the program does not have it; it has a statement Allow dynamodb:GetItem on \*$/,
      ),
    ],
    rule: "P14",
  },
];

function variables({ inputs }: GraphResource): Inputs {
  return (inputs["environment"] as { readonly variables: Inputs }).variables;
}
