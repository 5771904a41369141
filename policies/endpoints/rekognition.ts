/** What may pass one Region's Rekognition endpoint: the pool's functions, with the enabled operations that exist there. */
import { type PolicyDocument, policyDocument } from "../document";

export function rekognitionEndpointPolicy(names: {
  readonly functionRoleArns: readonly string[];
  readonly actions: readonly string[];
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowThePoolsFunctionsTheirOperations",
    Effect: "Allow",
    Principal: "*",
    Action: names.actions,
    Resource: "*",
    Condition: { ArnEquals: { "aws:PrincipalArn": names.functionRoleArns } },
  });
}
