import { find, graphOf, runAll } from "./run-all";

const { all, again } = runAll("outputs", {
  all: { fixture: "every-type" },
  again: { fixture: "every-type", config: { "aws:region": "us-gov-west-1" } },
});

const ARN = "arn:aws:[a-z0-9-]+:eu-central-1:111122223333:";

describe("what a created resource looks like", () => {
  it.each([
    ["Vpc", "vpc", /^vpc-[0-9a-f]{17}$/],
    ["Subnet", "subnet", /^subnet-[0-9a-f]{17}$/],
    ["RouteTable", "table", /^rtb-[0-9a-f]{17}$/],
    ["Route", "route", /^r-rtb-[0-9a-f]{17}\d+$/],
    ["RouteTableAssociation", "association", /^rtbassoc-[0-9a-f]{17}$/],
    ["SecurityGroup", "group", /^sg-[0-9a-f]{17}$/],
    ["SecurityGroupIngressRule", "ingress", /^sgr-[0-9a-f]{17}$/],
    ["SecurityGroupEgressRule", "egress", /^sgr-[0-9a-f]{17}$/],
    ["VpcEndpoint", "api", /^vpce-[0-9a-f]{17}$/],
    ["VpcPeeringConnection", "peering", /^pcx-[0-9a-f]{17}$/],
    ["VpcAttachment", "attachment", /^tgw-attach-[0-9a-f]{17}$/],
    ["ResolverEndpoint", "resolver", /^rslvr-in-[0-9a-f]{17}$/],
    ["ResolverRuleAssociation", "rule", /^rslvr-rrassoc-[0-9a-f]{17}$/],
    ["Role", "role", /^role-[0-9a-f]{7}$/],
    ["RolePolicy", "policy", /^role-[0-9a-f]{7}:policy-[0-9a-f]{7}$/],
    ["Policy", "policy", /^arn:aws:iam::111122223333:policy\/policy-[0-9a-f]{7}$/],
    ["RolePolicyAttachment", "attachment", /^role-[0-9a-f]{7}-[0-9a-f]+$/],
    ["LogGroup", "logs", /^\/aws\/lambda\/worker$/],
    ["Function", "worker", /^worker-[0-9a-f]{7}$/],
    ["Permission", "permission", /^permission-[0-9a-f]{7}$/],
    ["LayerVersion", "layer", /^arn:aws:lambda:eu-central-1:111122223333:layer:sharp:1$/],
    ["EventSourceMapping", "mapping", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["Queue", "failed", /^https:\/\/sqs\.eu-central-1\.amazonaws\.com\/111122223333\/failed-[0-9a-f]{7}$/],
    ["QueuePolicy", "failed", /^https:\/\/sqs\..*\/failed-[0-9a-f]{7}$/],
    ["Table", "results", /^results-[0-9a-f]{7}$/],
    ["Bucket", "images", /^images-[0-9a-f]{7}$/],
    ["BucketPublicAccessBlock", "images", /^images-[0-9a-f]{7}$/],
    ["BucketOwnershipControls", "images", /^images-[0-9a-f]{7}$/],
    ["BucketVersioning", "images", /^images-[0-9a-f]{7}$/],
    ["BucketServerSideEncryptionConfiguration", "images", /^images-[0-9a-f]{7}$/],
    ["BucketLifecycleConfiguration", "images", /^images-[0-9a-f]{7}$/],
    ["BucketCorsConfiguration", "images", /^images-[0-9a-f]{7}$/],
    ["BucketPolicy", "images", /^images-[0-9a-f]{7}$/],
    ["BucketNotification", "images", /^images-[0-9a-f]{7}$/],
    ["RestApi", "api", /^[a-z0-9]{10}$/],
    ["Resource", "first", /^[a-z0-9]{6}$/],
    ["Method", "method", /^agm-[a-z0-9]{10}-[a-z0-9]{6}-GET$/],
    ["Integration", "integration", /^agi-[a-z0-9]{10}-[a-z0-9]{6}-GET$/],
    ["MethodResponse", "method-response", /^agmr-[a-z0-9]{10}-[a-z0-9]{6}-GET-200$/],
    ["IntegrationResponse", "integration-response", /^agir-[a-z0-9]{10}-[a-z0-9]{6}-GET-200$/],
    ["Model", "body-model", /^[a-z0-9]{6}$/],
    ["RequestValidator", "validator", /^[a-z0-9]{6}$/],
    ["Authorizer", "authorizer", /^[a-z0-9]{6}$/],
    ["Response", "response", /^aggr-[a-z0-9]{10}-DEFAULT_4XX$/],
    ["RestApiPolicy", "policy", /^[a-z0-9]{10}$/],
    ["Deployment", "deployment", /^[a-z0-9]{6}$/],
    ["Stage", "stage", /^ags-[a-z0-9]{10}-live$/],
    ["MethodSettings", "settings", /^[a-z0-9]{10}-live-\*\/\*$/],
    ["Account", "account", /^api-gateway-account$/],
    ["UserPool", "pool", /^eu-central-1_[A-Za-z0-9]{9}$/],
    ["UserPoolClient", "client", /^[a-z0-9]{26}$/],
    ["UserPoolDomain", "domain", /^example$/],
    ["UserGroup", "group", /^eu-central-1_[A-Za-z0-9]{9}\/studio$/],
    ["UserInGroup", "member", /^eu-central-1_[A-Za-z0-9]{9}\/studio\/alice$/],
    ["ResourceServer", "server", /^eu-central-1_[A-Za-z0-9]{9}\|gateway$/],
    ["User", "alice", /^eu-central-1_[A-Za-z0-9]{9}\/alice$/],
    ["Domain", "domain", /^d-[a-z0-9]{12}$/],
    ["UserProfile", "alice", /^arn:aws:sagemaker:eu-central-1:111122223333:user-profile\/d-[a-z0-9]{12}\/alice$/],
  ])("%s %s has an id of AWS's form", (kind, name, form) => {
    expect(find(all, kind, name).id).toMatch(form);
  });

  it.each([
    ["Vpc", "vpc", "arn", `${ARN}vpc/vpc-`],
    ["Subnet", "subnet", "availabilityZoneId", "euc1-az2"],
    ["Role", "role", "arn", "arn:aws:iam::111122223333:role/studio/role-"],
    ["LogGroup", "logs", "arn", `${ARN}log-group:/aws/lambda/worker$`],
    ["Function", "worker", "arn", `${ARN}function:worker-`],
    [
      "Function",
      "worker",
      "invokeArn",
      `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${ARN}function:worker-[0-9a-f]{7}/invocations$`,
    ],
    ["LayerVersion", "layer", "layerArn", `${ARN}layer:sharp$`],
    ["EventSourceMapping", "mapping", "functionArn", `${ARN}function:worker-`],
    ["Queue", "failed", "arn", `${ARN}failed-[0-9a-f]{7}$`],
    ["Table", "results", "arn", `${ARN}table/results-[0-9a-f]{7}$`],
    ["Bucket", "images", "arn", "arn:aws:s3:::images-[0-9a-f]{7}$"],
    ["Bucket", "images", "bucketRegionalDomainName", "images-[0-9a-f]{7}.s3.eu-central-1.amazonaws.com$"],
    ["RestApi", "api", "arn", "arn:aws:apigateway:eu-central-1::/restapis/[a-z0-9]{10}$"],
    ["RestApi", "api", "executionArn", `${ARN}[a-z0-9]{10}$`],
    ["Resource", "second", "path", "/v1/{id}$"],
    ["Model", "body-model", "name", "[A-Za-z0-9]+$"],
    ["Stage", "stage", "invokeUrl", "https://[a-z0-9]{10}.execute-api.eu-central-1.amazonaws.com/live$"],
    ["Stage", "stage", "executionArn", `${ARN}[a-z0-9]{10}/live$`],
    ["UserPool", "pool", "endpoint", "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_[A-Za-z0-9]{9}$"],
    ["User", "alice", "sub", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"],
    ["Domain", "domain", "url", "https://d-[a-z0-9]{12}.studio.eu-central-1.sagemaker.aws$"],
    ["Domain", "domain", "homeEfsFileSystemId", "fs-[0-9a-f]{17}$"],
  ])("%s %s has the output %s", (kind, name, output, form) => {
    expect(find(all, kind, name).outputs[output]).toMatch(new RegExp(`^${form}`));
  });

  it("gives every resource an id of its own", () => {
    const ids = graphOf(all).resources.map((resource) => `${resource.type} ${String(resource.id)}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("accepts a resource where AWS wants its id or name", () => {
    expect(find(all, "RolePolicy", "policy").inputs["role"]).toBe(find(all, "Role", "role").id);
    expect(find(all, "Permission", "permission").inputs["function"]).toBe(find(all, "Function", "worker").id);
  });

  it("adopts the default security group of the VPC instead of making one", () => {
    const vpc = find(all, "Vpc", "vpc");
    expect(find(all, "DefaultSecurityGroup", "default-group").id).toBe(vpc.outputs["defaultSecurityGroupId"]);
  });

  it("takes resolver addresses out of the subnets, and keeps chosen ones", () => {
    const addresses = find(all, "ResolverEndpoint", "resolver").outputs["ipAddresses"];
    expect(addresses).toMatchObject([{ ip: "10.0.4.10" }, { ip: "10.0.4.99" }]);
  });

  it.each([
    ["api", ["execute-api.eu-central-1.amazonaws.com", "*.execute-api.eu-central-1.amazonaws.com"]],
    ["sagemaker", ["api.sagemaker.eu-central-1.amazonaws.com"]],
    ["studio", ["*.studio.eu-central-1.sagemaker.aws"]],
  ])("gives the endpoint %s its own names first, then its private ones", (name, privateNames) => {
    const endpoint = find(all, "VpcEndpoint", name);
    const names = (endpoint.outputs["dnsEntries"] as { dnsName: string }[]).map((entry) => entry.dnsName);
    expect(names[0]).toMatch(new RegExp(`^${String(endpoint.id)}-[a-z0-9]{8}\\.[a-z0-9.-]+\\.vpce\\.`));
    expect(names[1]).toContain("-eu-central-1b.");
    expect(names.slice(2)).toEqual(privateNames);
  });

  it("gives a gateway endpoint a prefix list instead of names, the one that look-ups answer", () => {
    const { outputs } = find(all, "VpcEndpoint", "s3");
    const { answers } = graphOf(all).outputs as { answers: Record<string, unknown> };
    expect(outputs).not.toHaveProperty("dnsEntries");
    expect([answers["s3List"], answers["s3ManagedList"]]).toEqual([outputs["prefixListId"], outputs["prefixListId"]]);
  });

  it("knows no quota, as an account that none was ever applied to", () => {
    const { answers } = graphOf(all).outputs as { answers: Record<string, unknown> };
    expect(answers).toHaveProperty("layer");
    expect(answers["quota"]).toBeUndefined();
  });

  it("answers look-ups for the stack's Region", () => {
    const zones = ["us-gov-west-1a", "us-gov-west-1b", "us-gov-west-1c"];
    const expected = { account: "111122223333", partition: "aws-us-gov", region: "us-gov-west-1", zones };
    expect(graphOf(again).outputs["answers"]).toMatchObject({ ...expected, studioZones: zones });
  });
});
