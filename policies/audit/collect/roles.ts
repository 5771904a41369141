/** Roles: who runs with them, who may become them, and what they may do. */
import type { AuditedRole, SourcedPolicy } from "../estate";
import { nobody } from "./assumed";
import { type CollectedResource, identity, isRecord, list, pointer, record, text, texts } from "./graph";
import { managedPolicy } from "./managed-policy";
import { useOf } from "./role-uses";
import { unresolved } from "./special-values";
import type { Survey } from "./survey";

export function collectRoles(survey: Survey): readonly AuditedRole[] {
  const roles = survey.all("iam/role:Role");
  refuseStrayAttachments(survey, roles);
  return roles.map((role) => roleOf(survey, role));
}

function roleOf(survey: Survey, role: CollectedResource): AuditedRole {
  const arn = identity(role, "arn") ?? "";
  if (arn === "" || unresolved(arn) !== undefined) survey.fault(role, "", `The role ${role.name} has no known ARN.`);
  if (role.inputs["permissionsBoundary"] !== undefined)
    survey.fault(
      role,
      "/permissionsBoundary",
      `The role ${role.name} has a permissions boundary, which is not modelled.`,
    );
  const name = `trust policy of role ${role.name}`;
  const trust = survey.policy({
    resource: role,
    pointer: "/assumeRolePolicy",
    value: role.inputs["assumeRolePolicy"],
    name,
    layer: "trust",
  });
  return {
    arn,
    name: role.name,
    urn: role.urn,
    ...useOf(survey, role, arn),
    tags: Object.fromEntries(Object.entries(record(role.inputs["tags"])).map(([key, value]) => [key, String(value)])),
    trust: trust ?? { name, document: nobody(), urn: role.urn, pointer: "", source: role.source, origin: "assumed" },
    identity: [...inline(survey, role), ...attached(survey, role)],
  };
}

function inline(survey: Survey, role: CollectedResource): SourcedPolicy[] {
  const own = survey.all("iam/rolePolicy:RolePolicy").filter((policy) => namesRole(policy.inputs["role"], role));
  // An empty entry means "and no others": it takes away what somebody attached by hand, and brings nothing.
  const inside = list(role.inputs["inlinePolicies"])
    .map((entry, index) => ({ entry: record(entry), index }))
    .filter(({ entry }) => text(entry["policy"]) !== undefined || isRecord(entry["policy"]));
  survey.claim(role, "/inlinePolicies", "/managedPolicyArns");
  const policies = [
    ...own.map((resource) =>
      survey.policy({
        resource,
        pointer: "/policy",
        value: resource.inputs["policy"],
        name: `${resource.name} of role ${role.name}`,
        layer: "identity",
      }),
    ),
    ...inside.map(({ entry, index }) =>
      survey.policy({
        resource: role,
        pointer: pointer("inlinePolicies", index, "policy"),
        value: entry["policy"],
        name: `inline policy ${text(entry["name"]) ?? String(index)} of role ${role.name}`,
        layer: "identity",
      }),
    ),
  ];
  return policies.filter((policy) => policy !== undefined);
}

/** Policies by ARN: of the program's own making, or AWS's. */
function attached(survey: Survey, role: CollectedResource): SourcedPolicy[] {
  const references = [
    ...attachments(survey)
      .filter(({ roles }) => roles.some((name) => namesRole(name, role)))
      .flatMap(({ resource, arns, at }) => arns.map((arn) => ({ resource, arn, at }))),
    ...list(role.inputs["managedPolicyArns"]).map((arn, index) => ({
      resource: role,
      arn,
      at: pointer("managedPolicyArns", index),
    })),
  ];
  return references.flatMap((reference) => managedPolicy(survey, role, reference) ?? []);
}

interface Attachment {
  readonly resource: CollectedResource;
  readonly roles: readonly unknown[];
  readonly arns: readonly unknown[];
  readonly at: string;
}

/** Three resource types attach by ARN; one names a role and a policy, one many roles, one many policies. */
function attachments(survey: Survey): Attachment[] {
  return [
    ...survey.all("iam/rolePolicyAttachment:RolePolicyAttachment").map((resource) => ({
      resource,
      roles: [resource.inputs["role"]],
      arns: [resource.inputs["policyArn"]],
      at: "/policyArn",
    })),
    ...survey.all("iam/policyAttachment:PolicyAttachment").map((resource) => ({
      resource,
      roles: list(resource.inputs["roles"]),
      arns: [resource.inputs["policyArn"]],
      at: "/policyArn",
    })),
    ...survey.all("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive").map((resource) => ({
      resource,
      roles: [resource.inputs["roleName"]],
      arns: list(resource.inputs["policyArns"]),
      at: "/policyArns",
    })),
  ];
}

/** What is attached to a role that the graph does not make, or to people, is access that nobody here can judge. */
function refuseStrayAttachments(survey: Survey, roles: readonly CollectedResource[]): void {
  const isKnown = (name: unknown) => roles.some((role) => namesRole(name, role));
  for (const policy of survey.all("iam/rolePolicy:RolePolicy"))
    if (!isKnown(policy.inputs["role"]))
      survey.fault(policy, "/role", `${policy.name} is attached to a role that is not in this stack.`);
  for (const { resource, roles: names, at } of attachments(survey)) {
    survey.claim(resource, at);
    const others = [...texts(resource.inputs["users"] ?? []), ...texts(resource.inputs["groups"] ?? [])];
    if (!names.every(isKnown) || others.length > 0)
      survey.fault(resource, at, `${resource.name} is attached to a role, user or group that is not in this stack.`);
  }
}

/** By name, which is also the role's id, or by ARN. */
function namesRole(name: unknown, role: CollectedResource): boolean {
  return (
    typeof name === "string" &&
    [role.id, identity(role, "name"), identity(role, "arn")].some((known) => known !== undefined && known === name)
  );
}
