/**
 * CodeDeploy's hook BeforeAllowTraffic: tries a new version before it is given any call, and says whether it may be.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda
 */
import type { Context } from "aws-lambda";
import { log, type SmokeTestEnded } from "../contract/log";
import { newVersionOf, NotTried, report } from "./deployment";
import { readSmokeTestSettings } from "./env";
import { type CallAws, signedCalls } from "./signed-call";
import { invokeVersion } from "./invoke-version";
import { trialsOf } from "./trials";

interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** Kept back from the trials, so that CodeDeploy is told of a version that answers nothing. */
const REPORT_MS = 10_000;
/** Where Lambda does not say how long there is. */
const USUAL_MS = 60_000;

const settings = readSmokeTestSettings(process.env);
const call = signedCalls(settings);

/** @throws Error when CodeDeploy cannot be told: it waits for an hour and then takes the version back itself. */
export async function handler(event: HookEvent, context?: Pick<Context, "getRemainingTimeInMillis">): Promise<void> {
  const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId } = event;
  const remainingMs = context?.getRemainingTimeInMillis() ?? USUAL_MS;
  const outcome = await outcomeOf(deploymentId, AbortSignal.timeout(Math.max(0, remainingMs - REPORT_MS)));
  log({ event: "smoke_test_ended", deploymentId, ...outcome });
  const status = outcome.failed === "" ? "Succeeded" : "Failed";
  await report(call, { deploymentId, lifecycleEventHookExecutionId }, status, AbortSignal.timeout(REPORT_MS));
}

type Outcome = Pick<SmokeTestEnded, "functionName" | "version" | "failed">;

async function outcomeOf(deploymentId: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const { code, functionName, version, isTakenBack } = await newVersionOf(call, deploymentId, signal);
    const failed = isTakenBack ? "" : await firstFailure(call, { code, functionName, version, deploymentId }, signal);
    return { functionName, version, failed };
  } catch (error) {
    if (!(error instanceof NotTried)) throw error;
    return { functionName: "", version: "", failed: error.message };
  }
}

interface Tried {
  readonly code: string;
  readonly functionName: string;
  readonly version: string;
  readonly deploymentId: string;
}

/** @returns the trial that failed, or why there was none; "" when the version answered all of them as it has to */
async function firstFailure(ask: CallAws, tried: Tried, signal: AbortSignal): Promise<string> {
  const requestId = `smoke-test-${tried.deploymentId}`;
  const trials = trialsOf(tried.code, { operation: settings.operation, requestId, now: Date.now() });
  if (trials === undefined) return "there is no trial of this function";
  for (const { name, event, isRight } of trials) {
    const answer = await invokeVersion(ask, tried, event, signal);
    if (answer === undefined || !isRight(answer)) return name;
  }
  return "";
}
