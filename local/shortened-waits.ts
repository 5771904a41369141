/** What the laptop makes shorter than AWS has it, and how it says so: what becomes of a failed image shows in half a minute, not in a day. */
import { GraphIndex, numberOf } from "./cloud/graph/graph-index";
import type { Redelivery } from "./cloud/queue/queues";
import { variablesOf } from "./function-variables";
import type { Substitution } from "./identity/substitution";
import type { Graph } from "./program/graph";

export const SHORT_REDELIVERY: Redelivery = { afterMs: 5000, receives: 6 };

/** Functions that count their receipts are told the laptop's number. */
export function shortenedReceives(graph: Graph, { receives }: Redelivery): Substitution[] {
  return new GraphIndex(graph).all("lambda/function:Function").flatMap((lambda) => {
    const before = variablesOf(lambda)["RECEIVES"];
    const change = { functionName: lambda.name, variable: "RECEIVES", after: String(receives) };
    return before === undefined ? [] : [{ ...change, before }];
  });
}

/** A line for each queue that functions are fed from: the program's wait and the laptop's. */
export function shortenedWaits(graph: Graph, { afterMs }: Redelivery): string[] {
  const index = new GraphIndex(graph);
  const polled = index
    .all("lambda/eventSourceMapping:EventSourceMapping")
    .map(({ inputs }) => inputs["eventSourceArn"]);
  const queues = index.all("sqs/queue:Queue").filter(({ outputs }) => polled.includes(outputs["arn"]));
  return queues.map((queue) => {
    const seconds = numberOf(queue, "visibilityTimeoutSeconds") ?? 30;
    return `${queue.name}: what is postponed comes again ${afterMs / 1000} s after it was received, in place of ${seconds} s`;
  });
}
