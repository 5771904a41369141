import type { GraphResource } from "../../../local/program/graph";

/**
 * What AWS knows an object by, for types where config, and not AWS, says it. Under two names in two branches of the program, the deletion of
 * the old one takes the new one away, or its creation is refused.
 */
export const IDENTITY: Readonly<Record<string, readonly string[]>> = {
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

/** The object of AWS that a resource stands for, as text; undefined where AWS gives it a name of its own. */
export function objectOf({ type, inputs }: GraphResource): string | undefined {
  const keys = IDENTITY[type];
  return keys && JSON.stringify([type, ...keys.map((key) => inputs[key] ?? null)]);
}
