import { policyDocument } from "../../../policies/document";
import type { Graph, GraphResource } from "../../program/graph";

/**
 * For the question "and if it is attached?": the audit has no text of this policy. Broader about SageMaker than the real one, which
 * leaves out domains and profiles but for making URLs, and silent about the other services in it: what holds beside this holds beside that.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
 */
const STAND_IN = policyDocument({ Effect: "Allow", Action: "sagemaker:*", Resource: "*" });
const STANDS_FOR = /^arn:[a-z-]+:iam::aws:policy\/AmazonSageMakerFullAccess$/;

/** The program with AmazonSageMakerFullAccess, where that is attached, as an inline policy of the role. */
export function withStandIns(graph: Graph): Graph {
  return { ...graph, resources: graph.resources.map(standIn) };
}

function standIn(resource: GraphResource): GraphResource {
  const { role, policyArn } = resource.inputs;
  if (resource.type !== "aws:iam/rolePolicyAttachment:RolePolicyAttachment") return resource;
  if (typeof policyArn !== "string" || !STANDS_FOR.test(policyArn)) return resource;
  return {
    ...resource,
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "AWS-managed AmazonSageMakerFullAccess",
    inputs: { role, policy: JSON.stringify(STAND_IN) },
  };
}
