/** Which policies are attached to which roles, and attachments that lead out of the stack. */
import { type CollectedResource, identity, list, texts } from "../graph/graph";
import type { Survey } from "../survey";

export interface Attachment {
  readonly resource: CollectedResource;
  readonly roles: readonly unknown[];
  readonly arns: readonly unknown[];
  readonly at: string;
}

/** Three resource types attach by ARN; one names a role and a policy, one many roles, one many policies. */
export function attachments(survey: Survey): Attachment[] {
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

/** What is attached to a role that the graph does not make, or to people, is access that cannot be judged here. */
export function refuseStrayAttachments(survey: Survey, roles: readonly CollectedResource[]): void {
  const known = new Set<unknown>(roles.flatMap(namesOf));
  const isKnown = (name: unknown) => known.has(name);
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

/** A managed policy can be attached to any principal: whom it will serve cannot be judged here. */
export function refuseIdlePolicies(survey: Survey, roles: readonly CollectedResource[]): void {
  const arns = [
    ...attachments(survey).flatMap((attachment) => attachment.arns),
    ...roles.flatMap((role) => [...list(role.inputs["managedPolicyArns"]), role.inputs["permissionsBoundary"]]),
  ].filter((arn) => arn !== undefined);
  for (const policy of survey.all("iam/policy:Policy"))
    if (!arns.includes(identity(policy, "arn") ?? ""))
      survey.fault(policy, "/policy", `${policy.name} is attached to no role of this stack.`);
}

/** To start a machine with the profile is to work with the role: only a profile that a machine of the stack has is judged by that. */
export function refuseIdleProfiles(survey: Survey, roles: readonly CollectedResource[]): void {
  for (const profile of survey.all("iam/instanceProfile:InstanceProfile")) {
    const machines = survey.referring("ec2/instance:Instance", "iamInstanceProfile", identity(profile, "name"));
    const isOurs = roles.some((role) => namesRole(profile.inputs["role"], role));
    if (machines.length === 0 || !isOurs)
      survey.fault(
        profile,
        "/role",
        `${profile.name} can make principals of machines, and no instance of this stack has it with a role of this stack.`,
      );
  }
}

export function namesRole(name: unknown, role: CollectedResource): boolean {
  return typeof name === "string" && namesOf(role).includes(name);
}

/** Its name, which is also its id, and its ARN. */
export function namesOf(role: CollectedResource): readonly string[] {
  return [role.id, identity(role, "name"), identity(role, "arn")].filter((name) => name !== undefined);
}
