/** Resource types that cost nothing by being there, each with the reason. What is used through them is counted by the call. Pure. */

const SETTINGS = "a setting of a resource that is counted by itself";
const NETWORK = "AWS takes nothing for networks, routes and rules: https://aws.amazon.com/vpc/pricing/";
const IAM = "IAM is free: https://aws.amazon.com/iam/";
const API = "API Gateway takes money by request: https://aws.amazon.com/api-gateway/pricing/";
const BY_PERSON =
  "Cognito takes money by active person, above 10,000 a month (50 with SAML or OIDC): https://aws.amazon.com/cognito/pricing/";
const BY_USE = "money is taken by request and by what is stored";

export const FREE_TYPES: Readonly<Record<string, string>> = {
  "aws:apigateway/account:Account": API,
  "aws:apigateway/authorizer:Authorizer": API,
  "aws:apigateway/deployment:Deployment": API,
  "aws:apigateway/integration:Integration": API,
  "aws:apigateway/integrationResponse:IntegrationResponse": API,
  "aws:apigateway/method:Method": API,
  "aws:apigateway/methodResponse:MethodResponse": API,
  "aws:apigateway/model:Model": API,
  "aws:apigateway/requestValidator:RequestValidator": API,
  "aws:apigateway/resource:Resource": API,
  "aws:apigateway/response:Response": API,
  "aws:apigateway/restApi:RestApi": API,
  "aws:apigateway/restApiPolicy:RestApiPolicy": API,
  "aws:apigateway/stage:Stage": `${API}; no cache is switched on`,
  "aws:cloudwatch/eventRule:EventRule":
    "rules on events of AWS's own services are free: https://aws.amazon.com/eventbridge/pricing/",
  "aws:cloudwatch/eventTarget:EventTarget": SETTINGS,
  "aws:cloudwatch/logGroup:LogGroup": "logs cost by what is written and kept, which is counted by the call",
  "aws:codedeploy/application:Application":
    "deployments to Lambda are free: https://aws.amazon.com/codedeploy/pricing/",
  "aws:codedeploy/deploymentConfig:DeploymentConfig": SETTINGS,
  "aws:codedeploy/deploymentGroup:DeploymentGroup": SETTINGS,
  "aws:cognito/identityProvider:IdentityProvider": BY_PERSON,
  "aws:cognito/resourceServer:ResourceServer": BY_PERSON,
  "aws:cognito/userGroup:UserGroup": BY_PERSON,
  "aws:cognito/userPool:UserPool": BY_PERSON,
  "aws:cognito/userPoolClient:UserPoolClient": BY_PERSON,
  "aws:cognito/userPoolDomain:UserPoolDomain": BY_PERSON,
  "aws:dynamodb/table:Table": `on demand, ${BY_USE}; backups for 35 days cost by the GB kept`,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": NETWORK,
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": NETWORK,
  "aws:ec2/internetGateway:InternetGateway": NETWORK,
  "aws:ec2/route:Route": NETWORK,
  "aws:ec2/routeTable:RouteTable": NETWORK,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": NETWORK,
  "aws:ec2/securityGroup:SecurityGroup": NETWORK,
  "aws:ec2/subnet:Subnet": NETWORK,
  "aws:ec2/vpc:Vpc": NETWORK,
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": NETWORK,
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": NETWORK,
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": SETTINGS,
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection":
    "a peering costs by the GB that passes it, which is counted by the call",
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": SETTINGS,
  "aws:iam/instanceProfile:InstanceProfile": IAM,
  "aws:iam/policy:Policy": IAM,
  "aws:iam/role:Role": IAM,
  "aws:iam/rolePolicy:RolePolicy": IAM,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": IAM,
  "aws:lambda/alias:Alias": "Lambda takes money by request and by time",
  "aws:lambda/eventSourceMapping:EventSourceMapping": "Lambda takes money by request and by time",
  "aws:lambda/layerVersion:LayerVersion": "layers are free within Lambda's storage quota",
  "aws:lambda/permission:Permission": SETTINGS,
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation":
    "rules are free; the outbound endpoint that they lead through is its owner's: https://aws.amazon.com/route53/pricing/",
  "aws:s3/bucket:Bucket": `S3: ${BY_USE}`,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": SETTINGS,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": SETTINGS,
  "aws:s3/bucketNotification:BucketNotification": SETTINGS,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": SETTINGS,
  "aws:s3/bucketPolicy:BucketPolicy": SETTINGS,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": SETTINGS,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": SETTINGS,
  "aws:s3/bucketVersioning:BucketVersioning": SETTINGS,
  "aws:sagemaker/appImageConfig:AppImageConfig": SETTINGS,
  "aws:sagemaker/image:Image": "an image costs by what ECR keeps of it, which its owner pays",
  "aws:sagemaker/imageVersion:ImageVersion": "a version names an image in ECR, and costs nothing itself",
  "aws:sagemaker/domain:Domain":
    "a domain costs nothing; apps cost by the hour and the instance, home folders by the GB: https://aws.amazon.com/sagemaker/ai/pricing/",
  "aws:sagemaker/userProfile:UserProfile": "a profile costs nothing; what its person runs does",
  "aws:sns/topic:Topic": "SNS takes money by message, and alarms send few",
  "aws:sns/topicPolicy:TopicPolicy": SETTINGS,
  "aws:sns/topicSubscription:TopicSubscription":
    "the first 1,000 e-mails a month are free: https://aws.amazon.com/sns/pricing/",
  "aws:sqs/queue:Queue": `SQS: ${BY_USE}`,
  "aws:sqs/queuePolicy:QueuePolicy": SETTINGS,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": NETWORK,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": NETWORK,
  "pulumi:providers:aws": "nothing at AWS",
  "pulumi:pulumi:StackReference": "nothing at AWS",
};
