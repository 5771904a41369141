import { provider, type Unchangeable } from "./unchangeable";
import { UNCHANGEABLE_OF_BUCKETS } from "./unchangeable-of-buckets";

/** Of every type: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support */
export const REGION = "region";

const api = (action: string) => `https://docs.aws.amazon.com/apigateway/latest/api/API_${action}.html`;
const ec2 = (action: string) => `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${action}.html`;
const cloudWatch = (action: string) =>
  `https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_${action}.html`;
const sageMaker = (action: string) => `https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_${action}.html`;
const OF_A_METHOD = ["restApi", "resourceId", "httpMethod"];

/**
 * By hand, and apart from the program: a resource of another type than these has to be thought about. Where AWS has a page for the call
 * that changes a thing, what the call does not take is what cannot be changed.
 */
export const UNCHANGEABLE: Readonly<Record<string, Unchangeable>> = {
  "aws:apigateway/account:Account": { inputs: [], page: api("UpdateAccount") },
  "aws:apigateway/authorizer:Authorizer": { inputs: ["restApi"], page: api("UpdateAuthorizer") },
  // A deployment is a snapshot.
  "aws:apigateway/deployment:Deployment": { inputs: ["restApi", "triggers"], page: provider("api_gateway_deployment") },
  "aws:apigateway/integration:Integration": {
    inputs: [...OF_A_METHOD, "type", "integrationHttpMethod", "credentials", "passthroughBehavior"],
    page: provider("api_gateway_integration"),
  },
  "aws:apigateway/integrationResponse:IntegrationResponse": {
    inputs: [...OF_A_METHOD, "statusCode"],
    page: api("UpdateIntegrationResponse"),
  },
  "aws:apigateway/method:Method": { inputs: OF_A_METHOD, page: api("UpdateMethod") },
  "aws:apigateway/methodResponse:MethodResponse": {
    inputs: [...OF_A_METHOD, "statusCode"],
    page: api("UpdateMethodResponse"),
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    inputs: ["restApi", "stageName", "methodPath"],
    page: provider("api_gateway_method_settings"),
  },
  "aws:apigateway/model:Model": { inputs: ["restApi", "name", "contentType"], page: api("UpdateModel") },
  "aws:apigateway/requestValidator:RequestValidator": { inputs: ["restApi"], page: api("UpdateRequestValidator") },
  "aws:apigateway/resource:Resource": { inputs: ["restApi"], page: api("UpdateResource") },
  "aws:apigateway/response:Response": { inputs: ["restApiId", "responseType"], page: api("UpdateGatewayResponse") },
  "aws:apigateway/restApi:RestApi": { inputs: [], page: api("UpdateRestApi") },
  "aws:apigateway/restApiPolicy:RestApiPolicy": {
    inputs: ["restApiId"],
    page: provider("api_gateway_rest_api_policy"),
  },
  "aws:apigateway/stage:Stage": { inputs: ["restApi", "stageName"], page: api("UpdateStage") },
  // An alarm is put by its name.
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { inputs: ["alarmName"], page: cloudWatch("PutCompositeAlarm") },
  "aws:cloudwatch/dashboard:Dashboard": { inputs: ["dashboardName"], page: cloudWatch("PutDashboard") },
  "aws:cloudwatch/eventRule:EventRule": {
    inputs: ["name", "namePrefix", "eventBusName"],
    page: provider("cloudwatch_event_rule"),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    inputs: ["rule", "targetId", "eventBusName"],
    page: provider("cloudwatch_event_target"),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    inputs: ["name", "logGroupName"],
    page: provider("cloudwatch_log_metric_filter"),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { inputs: ["name"], page: cloudWatch("PutMetricAlarm") },
  "aws:cloudwatch/logGroup:LogGroup": {
    inputs: ["name", "namePrefix", "logGroupClass"],
    page: provider("cloudwatch_log_group"),
  },
  "aws:codedeploy/application:Application": { inputs: ["computePlatform"], page: provider("codedeploy_app") },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": {
    inputs: ["deploymentConfigName", "computePlatform", "trafficRoutingConfig"],
    page: provider("codedeploy_deployment_config"),
  },
  "aws:codedeploy/deploymentGroup:DeploymentGroup": {
    inputs: ["appName"],
    page: "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_UpdateDeploymentGroup.html",
  },
  "aws:cognito/identityProvider:IdentityProvider": {
    inputs: ["userPoolId", "providerName", "providerType"],
    page: "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html",
  },
  "aws:cognito/resourceServer:ResourceServer": {
    inputs: ["userPoolId", "identifier"],
    page: "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html",
  },
  "aws:cognito/userGroup:UserGroup": {
    inputs: ["userPoolId", "name"],
    page: "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html",
  },
  "aws:cognito/userPool:UserPool": {
    inputs: ["usernameConfiguration", "usernameAttributes", "aliasAttributes"],
    page: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-updating.html",
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    inputs: ["userPoolId", "generateSecret"],
    page: "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html",
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    inputs: ["userPoolId", "domain"],
    page: provider("cognito_user_pool_domain"),
  },
  "aws:dynamodb/table:Table": {
    inputs: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { inputs: ["vpcId"], page: provider("default_security_group") },
  // An image, and a script of the first start, would take another machine.
  "aws:ec2/instance:Instance": {
    inputs: ["ami", "subnetId", "privateIp", "associatePublicIpAddress", "keyName", "userData"],
    page: provider("instance"),
  },
  "aws:ec2/internetGateway:InternetGateway": { inputs: [], page: ec2("AttachInternetGateway") },
  "aws:ec2/route:Route": { inputs: ["routeTableId", "destinationCidrBlock"], page: ec2("ReplaceRoute") },
  "aws:ec2/routeTable:RouteTable": { inputs: ["vpcId"], page: provider("route_table") },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    inputs: ["subnetId", "gatewayId"],
    page: ec2("ReplaceRouteTableAssociation"),
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    inputs: ["name", "description", "vpcId"],
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html",
  },
  "aws:ec2/subnet:Subnet": { inputs: ["vpcId", "cidrBlock", "availabilityZone"], page: ec2("ModifySubnetAttribute") },
  "aws:ec2/vpc:Vpc": {
    inputs: ["cidrBlock"],
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
  },
  // A set of options cannot be changed, and a VPC takes another.
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": { inputs: ["domainNameServers"], page: ec2("CreateDhcpOptions") },
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": {
    inputs: ["vpcId"],
    page: ec2("AssociateDhcpOptions"),
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    inputs: ["vpcId", "serviceName", "vpcEndpointType"],
    page: ec2("ModifyVpcEndpoint"),
  },
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": { inputs: ["vpcEndpointId"], page: provider("vpc_endpoint_policy") },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": {
    inputs: ["vpcId", "peerVpcId", "peerOwnerId", "peerRegion"],
    page: ec2("ModifyVpcPeeringConnectionOptions"),
  },
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": {
    inputs: ["vpcPeeringConnectionId"],
    page: provider("vpc_peering_connection_accepter"),
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": {
    inputs: ["transitGatewayId", "vpcId"],
    page: ec2("ModifyTransitGatewayVpcAttachment"),
  },
  "aws:iam/instanceProfile:InstanceProfile": { inputs: ["name", "path"], page: provider("iam_instance_profile") },
  "aws:iam/policy:Policy": { inputs: ["name", "path", "description"], page: provider("iam_policy") },
  "aws:iam/role:Role": {
    inputs: ["name", "path"],
    page: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html",
  },
  "aws:iam/rolePolicy:RolePolicy": { inputs: ["role", "name"], page: provider("iam_role_policy") },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    inputs: ["role", "policyArn"],
    page: provider("iam_role_policy_attachment"),
  },
  "aws:kms/key:Key": {
    inputs: ["keyUsage", "customerMasterKeySpec", "multiRegion", "customKeyStoreId"],
    page: provider("kms_key"),
  },
  "aws:lambda/alias:Alias": {
    inputs: ["name", "functionName"],
    page: "https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html",
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    inputs: ["eventSourceArn"],
    page: "https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html",
  },
  "aws:lambda/function:Function": {
    inputs: ["name", "packageType"],
    page: "https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html",
  },
  "aws:lambda/layerVersion:LayerVersion": {
    inputs: ["code", "compatibleArchitectures", "compatibleRuntimes", "description", "layerName"],
    page: "https://docs.aws.amazon.com/lambda/latest/dg/creating-deleting-layers.html",
  },
  "aws:lambda/permission:Permission": {
    inputs: ["action", "function", "principal", "sourceArn", "sourceAccount", "statementId", "qualifier"],
    page: provider("lambda_permission"),
  },
  "aws:route53/resolverEndpoint:ResolverEndpoint": {
    inputs: ["direction", "securityGroupIds"],
    page: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateResolverEndpoint.html",
  },
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": {
    inputs: ["name", "resolverRuleId", "vpcId"],
    page: provider("route53_resolver_rule_association"),
  },
  ...UNCHANGEABLE_OF_BUCKETS,
  "aws:sagemaker/image:Image": { inputs: ["imageName"], page: sageMaker("UpdateImage") },
  // A version is a snapshot of its image.
  "aws:sagemaker/imageVersion:ImageVersion": {
    inputs: ["imageName", "baseImage"],
    page: sageMaker("UpdateImageVersion"),
  },
  "aws:sagemaker/appImageConfig:AppImageConfig": {
    inputs: ["appImageConfigName"],
    page: sageMaker("UpdateAppImageConfig"),
  },
  // UpdateDomain takes SubnetIds; the provider does not: https://github.com/hashicorp/terraform-provider-aws/issues/48778
  "aws:sagemaker/domain:Domain": {
    inputs: ["appNetworkAccessType", "authMode", "domainName", "subnetIds", "vpcId", "kmsKeyId"],
    page: provider("sagemaker_domain"),
  },
  "aws:sagemaker/userProfile:UserProfile": {
    inputs: ["domainId", "userProfileName", "singleSignOnUserIdentifier", "singleSignOnUserValue"],
    page: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateUserProfile.html",
  },
  "aws:sns/topic:Topic": { inputs: ["name", "namePrefix", "fifoTopic"], page: provider("sns_topic") },
  "aws:sns/topicPolicy:TopicPolicy": { inputs: ["arn"], page: provider("sns_topic_policy") },
  "aws:sns/topicSubscription:TopicSubscription": {
    inputs: ["topic", "protocol", "endpoint"],
    page: provider("sns_topic_subscription"),
  },
  "aws:sqs/queue:Queue": {
    inputs: ["name", "fifoQueue"],
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
  },
  "aws:sqs/queuePolicy:QueuePolicy": { inputs: ["queueUrl"], page: provider("sqs_queue_policy") },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    inputs: ["securityGroupId"],
    page: ec2("ModifySecurityGroupRules"),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    inputs: ["securityGroupId"],
    page: ec2("ModifySecurityGroupRules"),
  },
};
