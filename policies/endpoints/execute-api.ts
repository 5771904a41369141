/** What may pass the execute-api endpoint: the methods of our API, by name; no other API. */
import { methodArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/** A method as the endpoint sees it: `*` in place of each path parameter. */
export interface ApiMethod {
  readonly method: string;
  /** With a leading slash, e.g. `/v1/studio/profiles`. */
  readonly path: string;
}

/**
 * The caller is anonymous here, because a bearer token is not a signature: conditions on the principal would never match, so the
 * policy names the methods. OPTIONS is listed because a browser's preflight carries no token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 */
export function executeApiEndpointPolicy(names: {
  readonly apiExecutionArn: string;
  readonly stage: string;
  readonly methods: readonly ApiMethod[];
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowTheMethodsOfOurApi",
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: names.methods.map(({ method, path }) => methodArn(names.apiExecutionArn, names.stage, method, path)),
  });
}

/** Until the API exists (it names this endpoint, and this policy names it) nothing passes. */
export function closedEndpointPolicy(): PolicyDocument {
  return policyDocument({
    Sid: "DenyAllUntilTheApiExists",
    Effect: "Deny",
    Principal: "*",
    Action: "*",
    Resource: "*",
  });
}
