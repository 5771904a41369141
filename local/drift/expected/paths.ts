import {
  type CollectedGraph,
  type CollectedResource,
  identity,
  setting,
} from "../../../policies/audit/collect/graph/graph";
import { madeIn } from "../names";

/** "POST /v1/images" of a method, its integration or an answer of that; undefined when the path's resources are not in the graph. */
export function methodKey(
  graph: CollectedGraph,
  method: Pick<CollectedResource, "inputs" | "outputs">,
): string | undefined {
  const { inputs } = method;
  const path = pathOf(graph, String(inputs["resourceId"]));
  const verb = inputs["httpMethod"];
  return path === undefined ? undefined : `${typeof verb === "string" ? verb : ""} ${path}`;
}

/** From the root, with names in braces: "/v1/images/{imageId}". */
function pathOf(graph: CollectedGraph, resourceId: string): string | undefined {
  const isRoot = madeIn(graph, "apigateway/restApi:RestApi").some(
    (api) => identity(api, "rootResourceId") === resourceId,
  );
  if (isRoot) return "/";
  const resource = madeIn(graph, "apigateway/resource:Resource").find((each) => identity(each, "id") === resourceId);
  if (resource === undefined) return undefined;
  const above = pathOf(graph, setting(resource, "parentId") ?? "");
  return above === undefined ? undefined : `${above === "/" ? "" : above}/${setting(resource, "pathPart") ?? ""}`;
}
