import type { Alarm } from "../alarm";
import { counted, ofAllFunctions, type Watched } from "../measures";
import { happened } from "./happened";

/** The functions themselves: bugs, time-outs, throttles, and AWS behind them. */
export function functionAlarms<N>(watched: Watched<N>): readonly Alarm<N>[] {
  return [
    happened("unexpected-error", counted(watched, "UnexpectedError"), 1, {
      means: "Our code threw what it does not expect: a bug.",
      callersSee: "500 internal_error.",
      act: "Find unexpected_error in the logs: it has the stack's frames and the request id. If it began with a deployment, deploy the release before.",
    }),
    happened("function-failed", ofAllFunctions(watched, "Errors"), 1, {
      means:
        "An invocation ended without our code's answer: a time-out, too little memory, or a bundle that does not load.",
      callersSee: "504 or 502 with API Gateway's code; an image is tried again.",
      act: "Look for Task timed out or Runtime.* in the log of the function that the dashboard names; after a deployment, deploy the release before.",
    }),
    happened("function-throttled", ofAllFunctions(watched, "Throttles"), 3, {
      means: "Lambda ran no more of our functions at once: the account's or the reserved concurrency is used up.",
      callersSee: "500 or 504, and 500 authorizer_failure if it is the authorizer.",
      act: "Raise rekognitionReservedConcurrency if it is rekognition; otherwise ask for more concurrency, or find who in the account takes it.",
    }),
    happened("upstream-failing", counted(watched, "UpstreamFailed"), 5, {
      means: "STS, SageMaker, S3 or DynamoDB fail or throttle our calls again and again.",
      callersSee: "502, 503 or 504 with Retry-After.",
      act: "Group upstream_failed in the logs by operation and errorName; look at AWS's health page and, for throttles, at the service's quota.",
    }),
  ];
}
