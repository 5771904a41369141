import type { GraphResource } from "../../../local/program/graph";
import { graphOf, type Variant, VARIANTS } from "../../variants";

/**
 * What AWS knows an object by, for types where config, and not AWS, says it. Under two names in two branches of the program, the deletion of
 * the old one takes the new one away, or its creation is refused.
 */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html and its neighbours
  "aws:apigateway/method:Method": ["restApi", "resourceId", "httpMethod"],
  "aws:apigateway/integration:Integration": ["restApi", "resourceId", "httpMethod"],
  "aws:apigateway/methodResponse:MethodResponse": ["restApi", "resourceId", "httpMethod", "statusCode"],
  "aws:apigateway/integrationResponse:IntegrationResponse": ["restApi", "resourceId", "httpMethod", "statusCode"],
  "aws:apigateway/methodSettings:MethodSettings": ["restApi", "stageName", "methodPath"],
  "aws:apigateway/resource:Resource": ["restApi", "parentId", "pathPart"],
  "aws:apigateway/response:Response": ["restApiId", "responseType"],
  "aws:apigateway/model:Model": ["restApi", "name"],
  "aws:apigateway/stage:Stage": ["restApi", "stageName"],
  "aws:apigateway/restApiPolicy:RestApiPolicy": ["restApiId"],
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html: GroupExistsException
  "aws:cognito/userGroup:UserGroup": ["userPoolId", "name"],
  "aws:cognito/userPoolDomain:UserPoolDomain": ["userPoolId"],
  "aws:cognito/resourceServer:ResourceServer": ["userPoolId", "identifier"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html: RouteAlreadyExists
  "aws:ec2/route:Route": ["routeTableId", "destinationCidrBlock"],
  "aws:ec2/subnet:Subnet": ["vpcId", "cidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["vpcId", "serviceName", "vpcEndpointType"],
  // AuthorizeSecurityGroupIngress: InvalidPermission.Duplicate
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "securityGroupId",
    "cidrIpv4",
    "referencedSecurityGroupId",
    "ipProtocol",
    "fromPort",
    "toPort",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    "securityGroupId",
    "cidrIpv4",
    "referencedSecurityGroupId",
    "prefixListId",
    "ipProtocol",
    "fromPort",
    "toPort",
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket"],
  "aws:s3/bucketNotification:BucketNotification": ["bucket"],
  "aws:sagemaker/userProfile:UserProfile": ["domainId", "userProfileName"],
  "aws:lambda/eventSourceMapping:EventSourceMapping": ["eventSourceArn", "functionName"],
};

const variants = Object.keys(VARIANTS) as Variant[];

/** AWS's object → the resources that any environment declares for it. */
const urns = new Map<string, Set<string>>();
for (const variant of variants) {
  for (const resource of graphOf(variant).resources) {
    const object = objectOf(resource);
    if (object !== undefined) urns.set(object, (urns.get(object) ?? new Set()).add(resource.urn));
  }
}

function objectOf({ type, inputs }: GraphResource): string | undefined {
  const keys = IDENTITY[type];
  return keys && JSON.stringify([type, ...keys.map((key) => inputs[key] ?? null)]);
}

/** A network of the pool that config gives to another Region: AWS refuses the second route, and Pulumi.yaml says to take two updates. */
const isHandedOn = (names: ReadonlySet<string>) =>
  [...names].every((urn) => /RegionalCaller\$.*::rekognition-.+-(from-functions|there-from-subnet-\d)$/.test(urn));

test("one object of AWS has one name in every branch of the program", () => {
  const doubled = [...urns].filter(([, names]) => names.size > 1 && !isHandedOn(names));
  expect(doubled.map(([object, names]) => [object, ...names])).toEqual([]);
});

test("no environment declares one object of AWS twice", () => {
  for (const variant of variants) {
    const objects = graphOf(variant).resources.map(objectOf);
    const known = objects.filter((object) => object !== undefined);
    expect(known.filter((object, index) => known.indexOf(object) !== index)).toEqual([]);
  }
});

test("one and several portal origins, and groups named by either key, are among them", () => {
  const types = new Set([...urns.keys()].map((object) => (JSON.parse(object) as string[])[0]));
  expect(Object.keys(IDENTITY).filter((type) => !types.has(type))).toEqual([]);
  const answers = variants.flatMap((variant) =>
    graphOf(variant)
      .resources.filter(({ name }) => name === "api-mint-url-preflight-integration")
      .map(({ inputs }) => inputs["type"]),
  );
  expect(new Set(answers)).toEqual(new Set(["MOCK", "AWS_PROXY"]));
});
