import type { Statement } from "../../../../policies/document";

/**
 * A company's data perimeter in the way of AWS's examples, by their facts and in words of our own: which keys, which operators, which
 * exemptions. https://github.com/aws-samples/data-perimeter-policy-examples
 */
export interface Perimeter {
  readonly organizationId: string;
  readonly vpcIds: readonly string[];
  readonly corporateCidrs: readonly string[];
}

/** Whoever is of the company comes from its networks; a service that acts for them need not. */
export function networkScp({ vpcIds, corporateCidrs }: Perimeter): Statement {
  return {
    Sid: "OwnIdentitiesFromOwnNetworksOnly",
    Effect: "Deny",
    NotAction: ["es:ES*", "dax:GetItem", "neptune-db:*", "kafka-cluster:*", "rds-db:connect"],
    Resource: "*",
    Condition: {
      BoolIfExists: { "aws:ViaAWSService": "false" },
      NotIpAddressIfExists: { "aws:SourceIp": corporateCidrs },
      StringNotEqualsIfExists: { "aws:SourceVpc": vpcIds, "aws:PrincipalTag/perimeter:network": "exempt" },
      ArnNotLikeIfExists: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws:ec2-infrastructure" },
    },
  };
}

/** What a function's own code does comes through endpoints of the organisation; Lambda's logging is not its code's. */
export function lambdaScp({ organizationId, corporateCidrs }: Perimeter): Statement {
  return {
    Sid: "FunctionsThroughOwnEndpointsOnly",
    Effect: "Deny",
    NotAction: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTraceSegments"],
    Resource: "*",
    Condition: {
      BoolIfExists: { "aws:ViaAWSService": "false" },
      NotIpAddressIfExists: { "aws:SourceIp": corporateCidrs },
      StringNotEqualsIfExists: { "aws:VpceOrgID": organizationId },
      Null: { "lambda:SourceFunctionArn": "false" },
    },
  };
}

/** Whoever is of the company uses what is the company's. */
export function resourceScp({ organizationId }: Perimeter): Statement {
  return {
    Sid: "OwnIdentitiesUseOwnResourcesOnly",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { StringNotEqualsIfExists: { "aws:ResourceOrgID": organizationId, "ec2:Owner": "amazon" } },
  };
}

const GUARDED = ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:AssumeRole"];

/** The company's resources for the company's identities, and for services that act for the company. */
export function identityRcp({ organizationId }: Perimeter): readonly Statement[] {
  return [
    {
      Sid: "OwnResourcesForOwnIdentitiesOnly",
      Effect: "Deny",
      Principal: "*",
      Action: GUARDED,
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      Sid: "ServicesActForOwnAccountsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: GUARDED,
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:SourceOrgID": organizationId },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    },
  ];
}

/** The company's resources from the company's networks. */
export function networkRcp({ vpcIds, corporateCidrs }: Perimeter): Statement {
  return {
    Sid: "OwnResourcesFromOwnNetworksOnly",
    Effect: "Deny",
    Principal: "*",
    Action: ["sqs:*", "sts:AssumeRole"],
    Resource: "*",
    Condition: {
      NotIpAddressIfExists: { "aws:SourceIp": corporateCidrs },
      StringNotEqualsIfExists: { "aws:SourceVpc": vpcIds },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
    },
  };
}
