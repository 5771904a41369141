import { ROUTES, routePath, withValues } from "../../functions/contract/routes";
import { OPERATIONS as POOL_OPERATIONS } from "../../functions/pool/operations";
import { GraphIndex, requiredText } from "../../local/cloud/graph/graph-index";
import { functionWith, variablesOf } from "../../local/function-variables";
import type { Graph } from "../../local/program/graph";
import { graphOf, type Variant, VARIANTS } from "../variants";
import { OPERATIONS } from "./contract";

const CONTRACT = OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort();
const OF_THE_POOL = / \/v1\/(rekognition|images)/;

/** Method and path of everything that the program deploys, preflights aside; the pool's operation spelled out for each enabled one. */
function deployedRoutes(graph: Graph): string[] {
  const index = new GraphIndex(graph);
  const parts = new Map(
    index
      .all("apigateway/resource:Resource")
      .map((resource) => [
        requiredText(resource, "id"),
        { parent: requiredText(resource, "parentId"), part: requiredText(resource, "pathPart") },
      ]),
  );
  const pathOf = (id: string): string => {
    const resource = parts.get(id);
    return resource === undefined ? "" : `${pathOf(resource.parent)}/${resource.part}`;
  };
  const enabled = (variablesOf(functionWith(graph, "ISSUER"))["REKOGNITION_OPERATIONS"] ?? "").split(",");
  return index.all("apigateway/method:Method").flatMap((method) => {
    const verb = requiredText(method, "httpMethod");
    const path = pathOf(requiredText(method, "resourceId"));
    if (verb === "OPTIONS") return [];
    return path.includes("{operation}")
      ? enabled.map((operation) => `${verb} ${path.replace("{operation}", operation)}`)
      : [`${verb} ${path}`];
  });
}

test("the table of routes and the contract name the same paths and methods, and the same parameters in them", () => {
  const paths = Object.values(POOL_OPERATIONS).map(({ path }) => path);
  const table = Object.values(ROUTES).flatMap(({ method, path }) =>
    path.includes("{operation}")
      ? paths.map((operation) => `${method} ${withValues(path, { operation })}`)
      : [`${method} ${path}`],
  );
  expect(table.sort()).toEqual(CONTRACT);
});

test("a path is spelled with the values of its parameters, and none is left out", () => {
  expect(routePath("mint-url", { domainId: "d-1", userProfileName: "alice" })).toBe(
    "/v1/studio/domains/d-1/profiles/alice/presigned-url",
  );
  expect(() => withValues("/v1/images/{imageId}", {})).toThrow("no value for its parameter imageId");
});

test.each(Object.keys(VARIANTS) as Variant[])(
  "the environment %s deploys the contract's paths and methods, those of the pool where it has one, and no others",
  (variant) => {
    const graph = graphOf(variant);
    const hasPool = graph.resources.some(({ name }) => name === "rekognition");
    const expected = hasPool ? CONTRACT : CONTRACT.filter((route) => !OF_THE_POOL.test(route));
    expect(deployedRoutes(graph).sort()).toEqual(expected);
  },
);

test("what API Gateway checks a body against has the contract's properties, and only optional bodies are optional to it", () => {
  const index = new GraphIndex(graphOf("dev"));
  for (const model of index.all("apigateway/model:Model")) {
    const schema = JSON.parse(requiredText(model, "schema")) as { properties: object; required?: unknown };
    const name = requiredText(model, "name");
    const described = OPERATIONS.find(({ operation }) =>
      JSON.stringify(operation.requestBody ?? {}).includes(`schemas/${name}"`),
    );
    expect(described?.operation.requestBody?.required).toBe(false);
    expect(schema).not.toHaveProperty("required");
  }
  expect(index.all("apigateway/model:Model")).toHaveLength(1);
});
