/**
 * The services of AWS's provider that the program uses. Through the provider's own index the compiler would read the declarations of
 * all its 250, 31 MB, in every type check, every lint and every `pulumi up`.
 */
export * as apigateway from "@pulumi/aws/apigateway";
export * as cloudwatch from "@pulumi/aws/cloudwatch";
export * as config from "@pulumi/aws/config";
export * as codedeploy from "@pulumi/aws/codedeploy";
export * as cognito from "@pulumi/aws/cognito";
export * as dynamodb from "@pulumi/aws/dynamodb";
export * as ec2 from "@pulumi/aws/ec2";
export * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
export * as iam from "@pulumi/aws/iam";
export * as kms from "@pulumi/aws/kms";
export * as lambda from "@pulumi/aws/lambda";
export * as route53 from "@pulumi/aws/route53";
export * as s3 from "@pulumi/aws/s3";
export * as sagemaker from "@pulumi/aws/sagemaker";
export * as secretsmanager from "@pulumi/aws/secretsmanager";
export * as servicequotas from "@pulumi/aws/servicequotas";
export * as sns from "@pulumi/aws/sns";
export * as sqs from "@pulumi/aws/sqs";
export * as vpc from "@pulumi/aws/vpc";
export { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
export { getParameterOutput as getSsmParameterOutput } from "@pulumi/aws/ssm/getParameter";
export { getCallerIdentity, getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
export { getPartitionOutput } from "@pulumi/aws/getPartition";
export { getRegionOutput } from "@pulumi/aws/getRegion";
export { Provider } from "@pulumi/aws/provider";
