/** What the operator of `npm run ingest-status` may do: count messages of the two queues and the states of images, and read nothing of either. */
import { queueArn, type Place, tableArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

export interface IngestStatusNames {
  readonly queue: string;
  readonly failedQueue: string;
  readonly resultsTable: string;
}

/**
 * The attributes that `--count` reads of an item: never the results, nor whose image it is. The key has to be among them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const COUNTED_ATTRIBUTES = ["imageId", "state"];

/**
 * The Scan may be for these attributes only. `dynamodb:Select` is asked for as well: a Scan for whole items names no attributes, which
 * ForAllValues would let pass.
 *
 * Operators work from outside the VPC, so no endpoint is asked for.
 */
export function ingestStatusPolicy(place: Place, names: IngestStatusNames): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowTheOperatorToCountMessages",
      Effect: "Allow",
      Action: "sqs:GetQueueAttributes",
      Resource: [names.queue, names.failedQueue].map((name) => queueArn(place, name)),
    },
    {
      Sid: "AllowTheOperatorToCountStatesOfImages",
      Effect: "Allow",
      Action: "dynamodb:Scan",
      Resource: tableArn(place, names.resultsTable),
      Condition: {
        "ForAllValues:StringEquals": { "dynamodb:Attributes": COUNTED_ATTRIBUTES },
        StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
      },
    },
  );
}
