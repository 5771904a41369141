import { type GraphIndex, requiredText } from "./graph-index";
import { NotModelledError } from "./not-modelled";

/** Partition, Region and account of the program, as its API's ARN spells them. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export function placeOf(graph: GraphIndex): Place {
  const executionArn = requiredText(graph.only("apigateway/restApi:RestApi"), "executionArn");
  const [prefix, partition, service, region, account] = executionArn.split(":");
  if (prefix !== "arn" || service !== "execute-api" || !partition || !region || !account)
    throw new NotModelledError(
      `The API's executionArn "${executionArn}" is not arn:<partition>:execute-api:<region>:<account>:<api>.`,
    );
  return { partition, region, account };
}

/** Fifth element of an ARN; "" for ARNs without one, e.g. of S3 buckets. */
export function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}
