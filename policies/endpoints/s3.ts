/** What may pass the S3 gateway endpoint: execution roles, to the data buckets of this account that config names. */
import { type Place, roleArnsUnder } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/** A gateway endpoint has no security group, so the policy is the only fence; it names principals by `aws:PrincipalArn`. */
export function s3EndpointPolicy(
  place: Place,
  names: { readonly executionRolePath: string; readonly dataBuckets: readonly string[] },
): PolicyDocument {
  if (names.dataBuckets.length === 0) {
    return policyDocument({
      Sid: "DenyS3WhileNoDataBucketIsNamed",
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Resource: "*",
    });
  }
  const arns = names.dataBuckets.map((bucket) => `arn:${place.partition}:s3:::${bucket}`);
  return policyDocument({
    Sid: "AllowExecutionRolesTheDataBuckets",
    Effect: "Allow",
    Principal: "*",
    Action: ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    Resource: [...arns, ...arns.map((arn) => `${arn}/*`)],
    Condition: {
      StringEquals: { "aws:ResourceAccount": place.account },
      ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, names.executionRolePath) },
    },
  });
}
