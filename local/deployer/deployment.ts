import type { Declared, Deployment } from "../../policies/deployer/grant";
import { type Graph, homeRegion } from "../program/graph";

/** What config or the command line say beside the graph. */
export interface DeployedWhere {
  /** In place of the graph's example account. */
  readonly account: string | undefined;
  /** In place of what the graph's roles have. */
  readonly boundaryArn: string | undefined;
}

const ROLE = "aws:iam/role:Role";

/** A graph as the policies of its deployer see it: without components, and without what was there before. Pure. */
export function deploymentOf(graph: Graph, { account, boundaryArn }: DeployedWhere): Deployment {
  const role = graph.resources.find(({ type }) => type === ROLE);
  const [, partition = "", , , example = ""] = String(role?.outputs["arn"]).split(":");
  const inAccount = <Value>(value: Value): Value =>
    account === undefined ? value : (JSON.parse(JSON.stringify(value).replaceAll(example, account)) as Value);
  const resources = graph.resources
    .filter(({ custom, options }) => custom && options["read"] !== true)
    .map(({ type, region, id, inputs, outputs }): Declared => {
      const arn = outputs["arn"];
      const known = { ...(region !== undefined && { region }), ...(id !== undefined && { id }) };
      return { type, inputs, ...known, ...(typeof arn === "string" && { arn }) };
    });
  const boundary = boundaryArn ?? boundaryIn(graph);
  return {
    place: { partition, region: homeRegion(graph), account: account ?? example },
    project: graph.project,
    stack: graph.stack,
    ...(boundary !== undefined && { boundaryArn: inAccount(boundary) }),
    resources: inAccount(resources),
  };
}

function boundaryIn({ resources }: Graph): string | undefined {
  const arns = resources.filter(({ type }) => type === ROLE).map(({ inputs }) => inputs["permissionsBoundary"]);
  return arns.find((arn): arn is string => typeof arn === "string");
}
