/** Only API Gateway may become the role that writes its logs. */
import { type PolicyDocument, policyDocument } from "./document";

export function apiGatewayLoggingTrust(): PolicyDocument {
  return policyDocument({
    Sid: "LetApiGatewayWriteLogs",
    Effect: "Allow",
    Principal: { Service: "apigateway.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
}
