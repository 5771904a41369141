import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Estate } from "../../../../policies/audit/estate";
import type { Statement } from "../../../../policies/document";
import { graphOf, type Variant } from "../../../variants";
import { BOUNDARY_ARN } from "../../../infra/config/guardrail-mistakes";

/** The graph as it is with a boundary in config, and with its text or without. */
export function withBoundary(graph: Graph, statements?: readonly Statement[], arn: string = BOUNDARY_ARN): Graph {
  const policy = statements && { Version: "2012-10-17", Statement: statements };
  const resources = graph.resources.map((each) =>
    each.type === "aws:iam/role:Role" ? { ...each, inputs: { ...each.inputs, permissionsBoundary: arn } } : each,
  );
  return {
    ...graph,
    resources,
    outputs: { ...graph.outputs, permissionsBoundary: { arn, ...(policy && { policy }) } },
  };
}

export function boundedEstate(variant: Variant, ...statements: readonly Statement[]): Estate {
  return collectEstate(withBoundary(graphOf(variant), statements));
}
