import type { NamedPolicy } from "../../../policies/evaluate/decision";
import type { GraphResource } from "../../program/graph";
import { managedPolicy } from "./aws-managed-policies";
import { asRecord, type GraphIndex, listOf, numberOf, requiredText, textOf } from "./graph-index";
import { NotModelledError } from "./not-modelled";
import { parsePolicy } from "./policy-text";

/** A role of the program with everything that is attached to it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly identity: readonly NamedPolicy[];
  readonly trust: NamedPolicy;
  /** Longest session, in seconds. */
  readonly maxSessionSeconds: number;
}

/** The program's roles by ARN. */
export function readRoles(graph: GraphIndex): ReadonlyMap<string, Role> {
  return new Map(
    graph.all("iam/role:Role").map((resource) => {
      const arn = requiredText(resource, "arn");
      return [arn, readRole(graph, resource, arn)];
    }),
  );
}

function readRole(graph: GraphIndex, resource: GraphResource, arn: string): Role {
  if (textOf(resource, "permissionsBoundary") !== undefined)
    throw new NotModelledError(`${resource.urn} has a permissions boundary, which the laptop does not model.`);
  const name = arn.split("/").at(-1) ?? arn;
  return {
    arn,
    name,
    identity: [...inlinePolicies(graph, resource, name), ...attachedPolicies(graph, resource, name)],
    trust: parsePolicy(`trust policy of role ${resource.name}`, requiredText(resource, "assumeRolePolicy")),
    maxSessionSeconds: numberOf(resource, "maxSessionDuration") ?? 3600,
  };
}

/** An attachment names its role by name, which is also the role's id; some write the ARN. */
function namesRole(attachment: GraphResource, name: string): boolean {
  return textOf(attachment, "role")?.split("/").at(-1) === name;
}

function inlinePolicies(graph: GraphIndex, role: GraphResource, name: string): NamedPolicy[] {
  const own = graph.all("iam/rolePolicy:RolePolicy").filter((policy) => namesRole(policy, name));
  const inside = listOf(role, "inlinePolicies").map((entry) => asRecord(entry)["policy"]);
  return [
    ...own.map((policy) => parsePolicy(`${policy.name} of role ${role.name}`, requiredText(policy, "policy"))),
    ...inside
      .filter((text) => typeof text === "string")
      .map((text) => parsePolicy(`inline policy of ${role.name}`, text)),
  ];
}

function attachedPolicies(graph: GraphIndex, role: GraphResource, name: string): NamedPolicy[] {
  const attachments = graph.all("iam/rolePolicyAttachment:RolePolicyAttachment").filter((one) => namesRole(one, name));
  const arns = [
    ...attachments.map((attachment) => requiredText(attachment, "policyArn")),
    ...listOf(role, "managedPolicyArns").map(String),
  ];
  return arns.map((policyArn) => {
    const [made] = graph.where("iam/policy:Policy", "arn", policyArn);
    return made
      ? parsePolicy(`${made.name} of role ${role.name}`, requiredText(made, "policy"))
      : managedPolicy(policyArn);
  });
}
