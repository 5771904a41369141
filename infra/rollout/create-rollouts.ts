import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { Settings } from "../config";
import type { LambdaFunction } from "../functions/lambda-function";
import type { Monitoring } from "../monitoring/monitoring";
import { GuardedRollouts } from "./guarded-rollouts";

/** Undefined where an update gives its new versions all calls. Config has alarms wherever it has rollouts. */
export function createRollouts(
  name: string,
  { settings, place }: { readonly settings: Settings; readonly place: pulumi.Output<Place> },
  monitoring: Monitoring | undefined,
  functions: Readonly<Record<string, LambdaFunction>>,
): GuardedRollouts | undefined {
  const { rollout } = settings;
  if ("off" in rollout || monitoring === undefined) return undefined;
  return new GuardedRollouts(name, { settings, rollout, place, functions, judges: monitoring.judges });
}
