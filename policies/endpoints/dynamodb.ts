/** What may pass the DynamoDB gateway endpoint: the pool's functions, to the table of results. */
import { type PolicyDocument, policyDocument } from "../document";
import { RESULT_ACTIONS } from "../image-results";

/** A gateway endpoint has no security group, so the policy is the only fence; it names principals by `aws:PrincipalArn`. */
export function dynamodbEndpointPolicy(names: {
  readonly functionRoleArns: readonly string[];
  readonly tableArn: string;
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowThePoolsFunctionsTheResults",
    Effect: "Allow",
    Principal: "*",
    Action: RESULT_ACTIONS,
    Resource: names.tableArn,
    Condition: { ArnEquals: { "aws:PrincipalArn": names.functionRoleArns } },
  });
}
