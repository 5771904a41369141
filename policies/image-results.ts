/** The table of results: the pool's functions read and write single items, through our DynamoDB endpoint only. */
import type { Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/** No Query, no Scan, no Delete: an item is asked for by its image's id, and goes by its time to live. */
export const RESULT_ACTIONS = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

export function useResults(names: { readonly tableArn: string; readonly dynamodbEndpointId: string }): Statement[] {
  return [
    {
      Sid: "AllowSingleResults",
      Effect: "Allow",
      Action: RESULT_ACTIONS,
      Resource: names.tableArn,
      Condition: onlyThrough([names.dynamodbEndpointId]),
    },
    {
      Sid: "DenyDynamoDbUnlessThroughOurEndpoint",
      Effect: "Deny",
      Action: "dynamodb:*",
      Resource: "*",
      Condition: unlessThrough([names.dynamodbEndpointId]),
    },
  ];
}
