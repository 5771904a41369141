/** What AWS takes for granted where the program says nothing: the absence of a policy is a policy too. */
import { type PolicyDocument, policyDocument } from "../../document";

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html: the default policy allows full access. */
export function endpointWithoutPolicy(): PolicyDocument {
  return policyDocument({
    Sid: "AssumedFullAccessThroughAnEndpointWithoutPolicy",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html: a private API without a policy refuses every call. */
export function privateApiWithoutPolicy(executionArn: string): PolicyDocument {
  return policyDocument({
    Sid: "AssumedNobodyAtAPrivateApiWithoutPolicy",
    Effect: "Deny",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: `${executionArn}/*`,
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: the account's identity policies decide. */
export function keyWithoutPolicy(partition: string, account: string): PolicyDocument {
  return policyDocument({
    Sid: "AssumedIdentityPoliciesDecideAboutAKeyWithoutPolicy",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  });
}

/** Nothing allowed: what stands in for a trust policy that could not be read, beside the fault that says so. */
export function letsNoCaller(): PolicyDocument {
  return policyDocument();
}
