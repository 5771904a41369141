import { deploymentOf } from "../../../local/deployer/deployment";
import type { Graph, GraphResource } from "../../../local/program/graph";
import {
  deployingRolePolicies,
  MOST_CHARACTERS,
  MOST_POLICIES,
  typesWithoutGrant,
} from "../../../policies/deployer/deploying-role";
import { toPolicyJson } from "../../../policies/document";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { graphOf, type Variant, VARIANTS } from "../../variants";

const ACCOUNT = "111122223333";
const DEPLOYER = { kind: "role", roleArn: `arn:aws:iam::${ACCOUNT}:role/deployer`, account: ACCOUNT } as const;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/company-boundary`;

type Context = Readonly<Record<string, string>>;

function deployer(graph: Graph, boundaryArn?: string) {
  const deployment = deploymentOf(graph, { account: undefined, boundaryArn });
  const identity = deployingRolePolicies(deployment).map((document, index) => ({
    name: `deployer-${index}`,
    document,
  }));
  return (action: string, resource: string, context: Context = {}) =>
    decideSameAccount({ action, resource, principal: DEPLOYER, context }, { identity }).allowed;
}

const dev = graphOf("dev");
const may = deployer(dev);
const mayBounded = deployer(dev, BOUNDARY);

/** What a resource bears, and what its making asks for. */
const existing = ({ inputs }: GraphResource): Context => tagged("aws:ResourceTag", inputs["tags"]);
const making = ({ inputs }: GraphResource): Context => tagged("aws:RequestTag", inputs["tags"]);

function tagged(key: string, tags: unknown): Context {
  return Object.fromEntries(
    Object.entries((tags ?? {}) as Record<string, string>).map(([name, value]) => [`${key}/${name}`, value]),
  );
}

/** Written down apart from the grants: by type, one call that makes it and one that deletes it, on its own ARN. */
const NEEDED: Readonly<Record<string, readonly [make: string, remove: string]>> = {
  "aws:iam/role:Role": ["iam:CreateRole", "iam:DeleteRole"],
  "aws:iam/policy:Policy": ["iam:CreatePolicy", "iam:DeletePolicy"],
  "aws:lambda/function:Function": ["lambda:CreateFunction", "lambda:DeleteFunction"],
  "aws:cloudwatch/logGroup:LogGroup": ["logs:CreateLogGroup", "logs:DeleteLogGroup"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["cloudwatch:PutCompositeAlarm", "cloudwatch:DeleteAlarms"],
  "aws:cloudwatch/eventRule:EventRule": ["events:PutRule", "events:DeleteRule"],
  "aws:dynamodb/table:Table": ["dynamodb:CreateTable", "dynamodb:DeleteTable"],
  "aws:s3/bucket:Bucket": ["s3:CreateBucket", "s3:DeleteBucket"],
  "aws:sns/topic:Topic": ["sns:CreateTopic", "sns:DeleteTopic"],
  "aws:sqs/queue:Queue": ["sqs:CreateQueue", "sqs:DeleteQueue"],
  "aws:sagemaker/domain:Domain": ["sagemaker:CreateDomain", "sagemaker:DeleteDomain"],
  "aws:sagemaker/userProfile:UserProfile": ["sagemaker:CreateUserProfile", "sagemaker:DeleteUserProfile"],
  "aws:route53/resolverEndpoint:ResolverEndpoint": [
    "route53resolver:CreateResolverEndpoint",
    "route53resolver:DeleteResolverEndpoint",
  ],
  "aws:ec2/vpc:Vpc": ["ec2:CreateVpc", "ec2:DeleteVpc"],
  "aws:ec2/subnet:Subnet": ["ec2:CreateSubnet", "ec2:DeleteSubnet"],
  "aws:ec2/routeTable:RouteTable": ["ec2:CreateRouteTable", "ec2:DeleteRouteTable"],
  "aws:ec2/securityGroup:SecurityGroup": ["ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["ec2:CreateVpcEndpoint", "ec2:DeleteVpcEndpoints"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:ModifySecurityGroupRules",
  ],
};

test.each(["dev", "strict", "table-pinned", "existing-domain", "pool"] as const)(
  "%s: each resource can be made and deleted",
  (variant) => {
    const graph = graphOf(variant);
    const allowed = deployer(graph);
    const asked = graph.resources.filter(({ type, options }) => NEEDED[type] !== undefined && options["read"] !== true);
    expect(asked.length).toBeGreaterThan(30);
    const refused = asked.filter((resource) => {
      const [make = "", remove = ""] = NEEDED[resource.type] ?? [];
      const arn = String(resource.outputs["arn"]);
      return !(allowed(make, arn, making(resource)) && allowed(remove, arn, existing(resource)));
    });
    expect(refused.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  },
);

test("Resolver rules of config are applied, and no others", () => {
  const graph = graphOf("existing-domain");
  const mayApply = deployer(graph);
  const rule = (id: string) => `arn:aws:route53resolver:eu-central-1:${ACCOUNT}:resolver-rule/${id}`;
  for (const action of ["AssociateResolverRule", "DisassociateResolverRule", "GetResolverRule"]) {
    expect(mayApply(`route53resolver:${action}`, rule("rslvr-rr-0123456789abcdef0"))).toBe(true);
    expect(mayApply(`route53resolver:${action}`, rule("rslvr-rr-0fedcba9876543210"))).toBe(false);
  }
  // One that is shared by RAM is its owner's, whichever account that is.
  const documents = deployingRolePolicies(deploymentOf(graph, { account: undefined, boundaryArn: undefined }));
  expect(JSON.stringify(documents)).toContain(
    ":route53resolver:eu-central-1:*:resolver-rule/rslvr-rr-0123456789abcdef0",
  );
});

test("roles are passed to the service that they trust, and to no other", () => {
  const role = String(dev.resources.find(({ name }) => name === "authorizer-role")?.outputs["arn"]);
  expect(may("iam:PassRole", role, { "iam:PassedToService": "lambda.amazonaws.com" })).toBe(true);
  expect(may("iam:PassRole", role, { "iam:PassedToService": "ec2.amazonaws.com" })).toBe(false);
  expect(may("iam:PassRole", role, { "iam:PassedToService": "sagemaker.amazonaws.com" })).toBe(false);
});

const OTHERS: Context = { "aws:ResourceTag/project": "payments", "aws:ResourceTag/stack": "dev" };
const OTHER_STACK: Context = { "aws:ResourceTag/project": "private-ml-gateway", "aws:ResourceTag/stack": "prod" };
const OUR_NEW_TAGS: Context = { "aws:RequestTag/project": "private-ml-gateway", "aws:RequestTag/stack": "dev" };
const inHome = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${rest}`;

test.each<[what: string, action: string, resource: string, context?: Context]>([
  ["another team's role", "iam:DeleteRole", `arn:aws:iam::${ACCOUNT}:role/payments-role-1a2b3c4`],
  ["a role that only begins like ours", "iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/authorizer-role-admin`],
  ["its own role", "iam:PutRolePolicy", DEPLOYER.roleArn],
  [
    "a policy of AWS's on our role",
    "iam:AttachRolePolicy",
    `arn:aws:iam::${ACCOUNT}:role/image-ingest-role-1a2b3c4`,
    { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  ["another project's VPC", "ec2:DeleteVpc", inHome("ec2", "vpc/vpc-1"), OTHERS],
  ["another stack's VPC", "ec2:DeleteVpc", inHome("ec2", "vpc/vpc-1"), OTHER_STACK],
  ["a VPC without our tags", "ec2:CreateVpc", inHome("ec2", "vpc/vpc-1")],
  ["tags on what others own", "ec2:CreateTags", inHome("ec2", "vpc/vpc-1"), { ...OTHERS, ...OUR_NEW_TAGS }],
  [
    "our tags on others' Studio domain",
    "sagemaker:AddTags",
    inHome("sagemaker", "domain/d-1"),
    { ...OTHERS, ...OUR_NEW_TAGS },
  ],
  ["our tags on others' key", "kms:TagResource", inHome("kms", "key/1"), { ...OTHERS, ...OUR_NEW_TAGS }],
  [
    "our tags on others' API",
    "apigateway:PUT",
    "arn:aws:apigateway:eu-central-1::/tags/arn%3Aaws%3Aapigateway%3Aeu-central-1%3A%3A%2Frestapis%2Fabc",
    { ...OTHERS, ...OUR_NEW_TAGS },
  ],
  ["another function", "lambda:UpdateFunctionCode", inHome("lambda", "function:payments")],
  [
    "another Region's functions",
    "lambda:CreateFunction",
    `arn:aws:lambda:us-east-1:${ACCOUNT}:function:authorizer-1a2b3c4`,
  ],
  ["another bucket", "s3:DeleteBucket", "arn:aws:s3:::payments"],
  ["images", "s3:GetObject", "arn:aws:s3:::images-1a2b3c4/uploads/one"],
  ["rows of tables", "dynamodb:GetItem", inHome("dynamodb", "table/image-results-1a2b3c4")],
  ["another key", "kms:ScheduleKeyDeletion", inHome("kms", "key/1"), OTHERS],
  [
    "what a key protects",
    "kms:Decrypt",
    inHome("kms", "key/1"),
    { "aws:ResourceTag/project": "private-ml-gateway", "aws:ResourceTag/stack": "dev" },
  ],
  ["another Studio domain", "sagemaker:DeleteDomain", inHome("sagemaker", "domain/d-1"), OTHERS],
  ["a link into Studio", "sagemaker:CreatePresignedDomainUrl", inHome("sagemaker", "user-profile/d-1/alice")],
  ["people of the user pool", "cognito-idp:AdminCreateUser", inHome("cognito-idp", "userpool/eu-central-1_a")],
  ["another API", "apigateway:DELETE", "arn:aws:apigateway:eu-central-1::/restapis/abc", OTHERS],
  ["users", "iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/x`],
])("refused: %s", (_, action, resource, context = {}) => {
  expect(may(action, resource, context)).toBe(false);
});

test("beneath a boundary no role is made, given a policy or freed without it", () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/authorizer-role-1a2b3c4`;
  const beneath = { "iam:PermissionsBoundary": BOUNDARY };
  for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]) {
    expect([action, mayBounded(action, role, beneath)]).toEqual([action, true]);
    expect([action, mayBounded(action, role)]).toEqual([action, false]);
    expect([action, mayBounded(action, role, { "iam:PermissionsBoundary": `${BOUNDARY}-2` })]).toEqual([action, false]);
  }
  expect(mayBounded("iam:DeleteRolePermissionsBoundary", role, beneath)).toBe(false);
  expect(may("iam:CreateRole", role)).toBe(true);
});

test.each(Object.keys(VARIANTS) as Variant[])("%s: each type has a grant, and the policies fit IAM", (variant) => {
  const deployment = deploymentOf(graphOf(variant), { account: undefined, boundaryArn: undefined });
  expect(typesWithoutGrant(deployment)).toEqual([]);
  const documents = deployingRolePolicies(deployment);
  expect(documents.length).toBeLessThanOrEqual(MOST_POLICIES);
  for (const document of documents) expect(toPolicyJson(document).length).toBeLessThanOrEqual(MOST_CHARACTERS);
  const sids = documents.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));
  expect(new Set(sids).size).toBe(sids.length);
});

test("a type without a grant is named, and another account's number stands everywhere", () => {
  const strange = { ...dev.resources[0], type: "aws:ec2/natGateway:NatGateway", custom: true } as GraphResource;
  const more = { ...dev, resources: [...dev.resources, strange] };
  expect(typesWithoutGrant(deploymentOf(more, { account: undefined, boundaryArn: undefined }))).toEqual([strange.type]);
  const elsewhere = deployingRolePolicies(deploymentOf(dev, { account: "999988887777", boundaryArn: undefined }));
  expect(JSON.stringify(elsewhere)).not.toContain(ACCOUNT);
});
