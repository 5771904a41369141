import { hex, iamArn, letters, physicalName } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Roles and their policies: global, so without a Region. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const IAM_MODELS: OutputModels = {
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/policy:Policy": managedPolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (r) => ({
    id: idOr(r, `${neededText(r, "role")}-${hex(r.urn, 20)}`),
  }),
};

function role(resource: NewResource): Created {
  const name = resource.knownId ?? physicalName(resource, 64);
  const path = textInput(resource, "path") ?? "/";
  return {
    id: name,
    outputs: {
      name,
      path,
      arn: iamArn(resource, `role${path}${name}`),
      uniqueId: `AROA${letters(resource.urn, 17).toUpperCase()}`,
      createDate: "2025-01-01T00:00:00Z",
      maxSessionDuration: resource.inputs["maxSessionDuration"] ?? 3600,
    },
  };
}

function rolePolicy(resource: NewResource): Created {
  const name = physicalName(resource, 128);
  return { id: idOr(resource, `${neededText(resource, "role")}:${name}`), outputs: { name } };
}

function managedPolicy(resource: NewResource): Created {
  const name = physicalName(resource, 128);
  const arn = iamArn(resource, `policy${textInput(resource, "path") ?? "/"}${name}`);
  return {
    id: idOr(resource, arn),
    outputs: { name, arn, policyId: `ANPA${letters(resource.urn, 17).toUpperCase()}` },
  };
}
