/** What an API answers: every method with its path, its authorization and the function behind it. */
import type { AuditedMethod } from "../../estate";
import { type Behind, functionBehind, refuseCredentials } from "../functions/functions";
import { type CollectedResource, identity, setting } from "../graph/graph";
import type { Survey } from "../survey";

export function collectMethods(survey: Survey, api: CollectedResource, apiId: string): readonly AuditedMethod[] {
  const parts = survey.referring("apigateway/resource:Resource", "restApi", apiId);
  const byId = new Map(parts.map((part) => [identity(part, "id") ?? "", part]));
  const rootId = identity(api, "rootResourceId") ?? "";
  return survey.referring("apigateway/method:Method", "restApi", apiId).map((method): AuditedMethod => {
    const path = pathOf(byId, rootId, setting(method, "resourceId") ?? "");
    if (path === undefined) survey.fault(method, "/resourceId", `The path of method ${method.name} is not known.`);
    return {
      urn: method.urn,
      source: method.source,
      httpMethod: setting(method, "httpMethod") ?? "",
      path: path ?? "/*",
      authorization: setting(method, "authorization") ?? "NONE",
      authorizerId: setting(method, "authorizerId"),
      ...functionOf(survey, method, apiId),
    };
  });
}

/** From the root down, with `*` for `{each}` parameter, greedy ones too. */
function pathOf(
  parts: ReadonlyMap<string, CollectedResource>,
  rootId: string,
  id: string,
  below = "",
): string | undefined {
  if (id === rootId) return below === "" ? "/" : below;
  const part = parts.get(id);
  const name = part && setting(part, "pathPart");
  if (part === undefined || name === undefined) return undefined;
  const segment = name.startsWith("{") && name.endsWith("}") ? "*" : name;
  return pathOf(parts, rootId, setting(part, "parentId") ?? "", `/${segment}${below}`);
}

function functionOf(survey: Survey, method: CollectedResource, apiId: string): Behind {
  const integration = survey
    .referring("apigateway/integration:Integration", "restApi", apiId)
    .find(
      (one) =>
        setting(one, "resourceId") === setting(method, "resourceId") &&
        setting(one, "httpMethod") === setting(method, "httpMethod"),
    );
  if (!integration) {
    survey.fault(method, "", `Nothing says what answers method ${method.name}.`);
    return {};
  }
  refuseCredentials(survey, integration, "credentials");
  if (setting(integration, "type") === "MOCK") return {};
  return functionBehind(survey, integration, "/uri", integration.inputs["uri"]);
}
