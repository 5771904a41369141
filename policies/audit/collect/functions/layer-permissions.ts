/** Layers that others may use: a permission for one version of a layer, as the statement that Lambda makes of it. */
import { type PolicyDocument, policyDocument } from "../../../document";
import type { AuditedResource } from "../../estate";
import { principalOf } from "./function-permission";
import { type CollectedResource, identity, regionOf, setting } from "../graph/graph";
import type { Survey } from "../survey";

export function collectLayerPermissions(survey: Survey): readonly AuditedResource[] {
  const layers = survey.all("lambda/layerVersion:LayerVersion");
  return survey.all("lambda/layerVersionPermission:LayerVersionPermission").map((permission): AuditedResource => {
    const layer = layers.find((one) => identity(one, "arn") === arnOf(layers, permission));
    if (!layer)
      survey.fault(permission, "/layerName", `${permission.name} is about a layer that is not in this stack.`);
    const arn = layer ? (identity(layer, "arn") ?? "") : "";
    const policy = survey.made(permission, {
      name: `${permission.name} of layer ${layer?.name ?? ""}`,
      document: documentOf(permission, arn),
      layer: "resource",
      origin: "program",
    });
    return {
      kind: "other",
      arn,
      name: permission.name,
      urn: permission.urn,
      region: regionOf(permission),
      policies: policy ? [policy] : [],
      facts: {},
    };
  });
}

/** The layer's name or its ARN, and a version, in two inputs. */
function arnOf(layers: readonly CollectedResource[], permission: CollectedResource): string | undefined {
  const name = setting(permission, "layerName") ?? "";
  const version = String(permission.inputs["versionNumber"]);
  const named = layers.find((layer) => [setting(layer, "layerName"), identity(layer, "layerArn")].includes(name));
  return `${named ? (identity(named, "layerArn") ?? "") : name}:${version}`;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
function documentOf(permission: CollectedResource, arn: string): PolicyDocument {
  const organization = setting(permission, "organizationId");
  return policyDocument({
    Sid: setting(permission, "statementId") ?? permission.name,
    Effect: "Allow",
    Principal: principalOf(setting(permission, "principal") ?? ""),
    Action: setting(permission, "action") ?? "",
    Resource: arn,
    ...(organization !== undefined && { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } }),
  });
}
