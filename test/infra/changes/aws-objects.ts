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
  // One for an account and Region. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html
  "aws:apigateway/account:Account": ["region"],
  // https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html: DeploymentGroupAlreadyExistsException
  "aws:codedeploy/application:Application": ["region", "name"],
  "aws:codedeploy/deploymentGroup:DeploymentGroup": ["appName", "deploymentGroupName"],
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html: GroupExistsException
  "aws:cognito/userGroup:UserGroup": ["userPoolId", "name"],
  "aws:cognito/identityProvider:IdentityProvider": ["userPoolId", "providerName"],
  "aws:cognito/userPoolDomain:UserPoolDomain": ["userPoolId"],
  "aws:cognito/resourceServer:ResourceServer": ["userPoolId", "identifier"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html: RouteAlreadyExists
  "aws:ec2/route:Route": ["routeTableId", "destinationCidrBlock"],
  "aws:ec2/subnet:Subnet": ["vpcId", "cidrBlock"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["vpcId", "serviceName", "vpcEndpointType"],
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": ["vpcEndpointId"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html: Resource.AlreadyAssociated
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId"],
  // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations: one between the same two VPCs
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["vpcId", "peerVpcId", "peerOwnerId", "peerRegion"],
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": ["vpcPeeringConnectionId"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html: DuplicateTransitGatewayAttachment
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["transitGatewayId", "vpcId"],
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
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: EntityAlreadyExists, where the program gives a name
  "aws:iam/role:Role": ["name"],
  // What S3 keeps once a bucket: each is put in place of the one before.
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket"],
  "aws:s3/bucketNotification:BucketNotification": ["bucket"],
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": ["bucket"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["bucket"],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ["bucket"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["bucket"],
  "aws:s3/bucketVersioning:BucketVersioning": ["bucket"],
  "aws:sqs/queuePolicy:QueuePolicy": ["queueUrl"],
  // Put by name, in one Region: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["region", "name"],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["region", "alarmName"],
  "aws:cloudwatch/dashboard:Dashboard": ["region", "dashboardName"],
  "aws:sns/topic:Topic": ["region", "name"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sagemaker/image:Image": ["region", "imageName"],
  "aws:sagemaker/imageVersion:ImageVersion": ["imageName", "baseImage"],
  "aws:sagemaker/appImageConfig:AppImageConfig": ["region", "appImageConfigName"],
  "aws:sagemaker/userProfile:UserProfile": ["domainId", "userProfileName"],
  "aws:lambda/alias:Alias": ["functionName", "name"],
  "aws:lambda/eventSourceMapping:EventSourceMapping": ["eventSourceArn", "functionName"],
};

/** The object of AWS that a resource stands for, as text; undefined where AWS gives it a name of its own. */
export function objectOf({ type, inputs }: GraphResource): string | undefined {
  const values = IDENTITY[type]?.map((key) => inputs[key] ?? null);
  return values?.some((value) => value !== null) ? JSON.stringify([type, ...values]) : undefined;
}
