import { projectRoot } from "../../infra/project-root";
import { partitionOf } from "../../infra/partition";
import type { Place } from "../../policies/arns";
import { runningLaptop } from "../command-line/laptop-name";
import { type Given, optionalText } from "../command-line/manual";
import { UNNAMED } from "../local-json";
import { type IngestionOutput, ingestionOutput } from "../operator/ingestion-output";
import { gatewayOutputs } from "../operator/outputs-or-sample";
import type { StackOutputs } from "../operator/stack-outputs";
import { type ClientSettings, TARGET_OPTIONS } from "../operator/target";
import { UserError } from "../user-error";

/** Which stack's ingestion a command is about. Nothing named: the laptop's, so that AWS is never reached by accident. */
export const INGESTION_OPTIONS = {
  stack: optionalText("<name>", "on AWS: the stack, whose outputs name queues and table"),
  name: TARGET_OPTIONS.name,
};

export interface IngestionTarget {
  /** For sentences: "stack prod" or "the laptop". */
  readonly where: string;
  readonly isLaptop: boolean;
  readonly ingestion: IngestionOutput;
  readonly place: Place;
  readonly client: ClientSettings;
}

/** @throws UserError when the laptop does not run, or the stack has no pool */
export async function ingestionTarget({ stack, name }: Given<typeof INGESTION_OPTIONS>): Promise<IngestionTarget> {
  // Of Node 20, which this project still carries: the SDK would say it above every answer.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  if (stack !== undefined && name !== UNNAMED)
    throw new UserError("--name is for a laptop, --stack is for AWS: give one of them.");
  if (stack === undefined) {
    const { operator, outputs } = await runningLaptop(projectRoot(), name);
    const { endpoint, region, ...credentials } = operator;
    return targetOf(outputs, { where: "the laptop", isLaptop: true, client: { region, endpoint, credentials } });
  }
  const outputs = gatewayOutputs(stack);
  return targetOf(outputs, { where: `stack ${stack}`, isLaptop: false, client: { region: regionIn(outputs) } });
}

function targetOf(
  outputs: StackOutputs,
  reached: Pick<IngestionTarget, "where" | "isLaptop" | "client">,
): IngestionTarget {
  const ingestion = ingestionOutput(outputs);
  if (ingestion === undefined)
    throw new UserError(
      `The output rekognitionPool of ${reached.where} names no queues: there is no pool (rekognitionRegions is empty), or an older ` +
        "release deployed it; then run `pulumi up` with this one.",
    );
  const { region } = reached.client;
  return {
    ...reached,
    ingestion,
    place: { partition: partitionOf(region).partition, region, account: ingestion.account },
  };
}

function regionIn({ deployed }: StackOutputs): string {
  const region = (deployed as { readonly region?: unknown } | undefined)?.region ?? process.env["AWS_REGION"];
  if (typeof region === "string" && region !== "") return region;
  throw new UserError(
    "The stack's outputs do not say its Region: run `pulumi up` with this release, or set AWS_REGION.",
  );
}
