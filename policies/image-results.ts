/** The table of results: the pool's functions read and write single items, through our DynamoDB endpoint only. */
import { type DataKey, decryptTable } from "./data-key/use-data-key";
import type { Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/** No Query, no Scan, no Delete: an item is asked for by its image's id, and goes by its time to live. */
const READ = "dynamodb:GetItem";

/** The function that offers uploads notes each as pending. */
export const OFFERING_ACTIONS = [READ, "dynamodb:PutItem"];
/** The function that analyses images changes what is there, or begins an item for what was dropped into the bucket. */
export const ANALYSING_ACTIONS = [READ, "dynamodb:UpdateItem"];
export const RESULT_ACTIONS = [...new Set([...OFFERING_ACTIONS, ...ANALYSING_ACTIONS])];

export function useResults(
  names: {
    readonly tableArn: string;
    readonly dynamodbEndpointId: string;
    /** The company's own, with which the table is encrypted; absent where DynamoDB's is. */
    readonly dataKey?: DataKey | undefined;
  },
  actions: readonly string[],
): Statement[] {
  return [
    {
      Sid: "AllowSingleResults",
      Effect: "Allow",
      Action: actions,
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
    ...(names.dataKey ? [decryptTable(names.dataKey, names.tableArn)] : []),
  ];
}
