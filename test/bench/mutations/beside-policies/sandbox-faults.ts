import type { Graph } from "../../../../local/program/graph";
import { withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

/** P4, P11 and P17: the sandbox's machine as more than a desk, and its way to the internet for the gateway. */
export const SANDBOX_FAULTS: readonly Fault[] = [
  {
    what: "the gateway's own network has the sandbox's internet gateway",
    breaks: "P17",
    of: "existing-pool",
    change: (graph) =>
      withInputs(graph, ofType("aws:ec2/internetGateway:InternetGateway"), (inputs) => ({
        ...inputs,
        vpcId: idOf(graph, "network-vpc"),
      })),
  },
  {
    what: "the sandbox's machines stand in the gateway's own network",
    breaks: "P17",
    of: "existing-pool",
    change: (graph) =>
      withInputs(graph, ofType("aws:ec2/instance:Instance"), (inputs) => ({
        ...inputs,
        subnetId: idOf(graph, "network-subnet-1"),
      })),
  },
  {
    what: "the workstation reads every parameter of the account",
    breaks: "P4",
    of: "existing-pool",
    change: (graph) =>
      withStatements(graph, "AllowSessionManagerToReachTheWorkstation", ({ Action, ...statement }) => ({
        ...statement,
        Action: [Action ?? [], "ssm:GetParameter"].flat(),
      })),
  },
  {
    what: "Lambda runs with the workstation's role too",
    breaks: "P11",
    of: "existing-pool",
    change: (graph) =>
      withStatements(graph, "LetEc2RunTheWorkstation", (statement) => ({
        ...statement,
        Principal: { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] },
      })),
  },
];

function idOf(graph: Graph, name: string): string {
  return graph.resources.find((each) => each.name === name)?.id ?? "";
}
