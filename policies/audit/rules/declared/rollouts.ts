/** What CodeDeploy is meant to do with its role: move aliases of functions that are rolled out, and look before it does. */
import type { Estate } from "../../estate";
import { arnIn, rolledOut, smokeTests } from "../ours";
import type { Permission } from "./permission";

export const SEEING_ALARMS = "cloudwatch:DescribeAlarms";
export const INVOKING = "lambda:InvokeFunction";
export const MOVING_ALIASES = ["lambda:GetAlias", "lambda:UpdateAlias"] as const;

/** The alias has its function's ARN before it. */
export function ofRollouts(estate: Estate): Permission[] {
  const arns = rolledOut(estate).map(({ arn }) => arn);
  const aliases = estate.functions.flatMap((code) => code.aliases?.map(({ arn }) => arn) ?? []);
  return [
    { to: "move the aliases of the stack's functions", actions: MOVING_ALIASES, on: [...arns, ...aliases] },
    { to: "run the smoke test of a new version", actions: [INVOKING], on: smokeTests(estate).map(({ arn }) => arn) },
    {
      to: "see whether a version has provisioned concurrency",
      actions: ["lambda:GetProvisionedConcurrencyConfig"],
      on: arns.map((arn) => `${arn}:*`),
    },
    {
      to: "see which alarms are red",
      actions: [SEEING_ALARMS],
      on: [arnIn(estate, "cloudwatch", "alarm:*")],
    },
  ];
}
