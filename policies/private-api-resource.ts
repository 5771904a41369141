/** Who may call the private API: anyone who comes through our execute-api endpoint, as far as the authorizer lets them, and no other request. */
import { type PolicyDocument, policyDocument } from "./document";
import { unlessThrough } from "./from-our-endpoints";

/**
 * Allow AND Deny are both needed. An Allow alone confines nothing: API Gateway adds the authorizer's Allow to it, so a valid
 * token would open the API through any endpoint of any account. A Deny alone would leave OPTIONS, which has no authorizer, without an Allow.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function privateApiResourcePolicy(names: {
  /** `arn:…:execute-api:<region>:<account>:<api-id>`, without stage. */
  readonly apiExecutionArn: string;
  readonly executeApiEndpointId: string;
}): PolicyDocument {
  const everyMethod = `${names.apiExecutionArn}/*`;
  return policyDocument(
    {
      Sid: "LeaveTheDecisionToTheAuthorizer",
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: everyMethod,
    },
    {
      Sid: "DenyUnlessThroughOurExecuteApiEndpoint",
      Effect: "Deny",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: everyMethod,
      Condition: unlessThrough([names.executeApiEndpointId]),
    },
  );
}
