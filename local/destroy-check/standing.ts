import type { Found } from "../empty-studio/found";
import type { StackOutputs } from "../operator/stack-outputs";
import type { OperatorTarget } from "../operator/target";
import type { Standing } from "./holds";

/** What was asked of AWS, beside the stack's outputs. */
export interface Asked {
  readonly target: Pick<OperatorTarget, "domainId" | "client" | "options">;
  /** Absent: the laptop. */
  readonly stack: string | undefined;
  readonly found: Found;
  readonly fileSystemId: string | undefined;
}

/** Outputs and answers as one. An older release wrote fewer outputs: what is not there is not asked about. Pure. */
export function standingOf(outputs: StackOutputs, { target, stack, found, fileSystemId }: Asked): Standing {
  const pool = recordIn(outputs, "rekognitionPool");
  const named = {
    fileSystemId,
    imagesBucket: textIn(pool, "imagesBucket"),
    resultsTable: textIn(pool, "resultsTable"),
    mappingTable: textIn(recordIn(outputs, "operator"), "mappingTable"),
  };
  return {
    stackOption: stack === undefined ? "" : `--stack ${stack}`,
    targetOption: target.options.trim(),
    deployed: recordIn(outputs, "deployed"),
    region: target.client.region,
    domainId: target.domainId,
    found,
    ...(Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Partial<Standing>),
  };
}

function recordIn(values: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = values[key];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(values: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
