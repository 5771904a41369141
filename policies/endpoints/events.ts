/** What may pass the events endpoint: the image-ingest function, to the one bus on which it announces finished images. */
import { type PolicyDocument, policyDocument } from "../document";
import { ANNOUNCING_ACTION } from "../ingestion/image-events";

export function eventsEndpointPolicy(names: {
  readonly functionRoleArn: string;
  readonly busArn: string;
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowTheFunctionToAnnounceImages",
    Effect: "Allow",
    Principal: "*",
    Action: ANNOUNCING_ACTION,
    Resource: names.busArn,
    Condition: { ArnEquals: { "aws:PrincipalArn": names.functionRoleArn } },
  });
}
