/** Roles: who runs with them, who may become them, and what they may do. */
import type { AuditedRole, SourcedPolicy } from "../../estate";
import { letsNoCaller } from "../assumed";
import { type CollectedResource, isRecord, list, pointer, record, text } from "../graph/graph";
import { boundaryOf } from "./boundary";
import { managedPolicy } from "./managed-policy";
import {
  attachments,
  namesOf,
  namesRole,
  refuseIdlePolicies,
  refuseIdleProfiles,
  refuseStrayAttachments,
} from "./role-attachments";
import { useOf } from "./role-uses";
import type { Survey } from "../survey";

export function collectRoles(survey: Survey): readonly AuditedRole[] {
  const roles = survey.all("iam/role:Role");
  refuseStrayAttachments(survey, roles);
  refuseIdlePolicies(survey, roles);
  refuseIdleProfiles(survey, roles);
  return roles.map((role) => roleOf(survey, role));
}

function roleOf(survey: Survey, role: CollectedResource): AuditedRole {
  const arn = survey.identityOf(role, "arn");
  const boundary = boundaryOf(survey, role);
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
    trust: trust ?? {
      name,
      document: letsNoCaller(),
      urn: role.urn,
      pointer: "",
      source: role.source,
      origin: "assumed",
    },
    identity: [...inline(survey, role), ...attached(survey, role)],
    ...(boundary && { boundary }),
  };
}

function inline(survey: Survey, role: CollectedResource): SourcedPolicy[] {
  const own = survey.referring("iam/rolePolicy:RolePolicy", "role", ...namesOf(role));
  // An empty entry means "and no others": it removes what was attached by hand, and grants nothing.
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
