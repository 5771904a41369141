import type { Graph, GraphResource } from "../../program/graph";
import { GraphIndex, textOf, valueOf } from "../graph/graph-index";

/** By path and verb, as a deployment's summary has it. */
export type ApiSummary = Readonly<
  Record<string, Readonly<Record<string, { readonly authorizationType: string; readonly apiKeyRequired: boolean }>>>
>;

/**
 * What stands in the account, as its read operations tell it: what the program deployed, and what has been changed by hand since.
 * A change made here is read back and decides nothing: requests are decided by the program's documents, which the start printed.
 */
export class Standing {
  private now: GraphIndex;
  private readonly snapshots = new Map<string, ApiSummary>();

  constructor(private readonly deployed: Graph) {
    this.now = new GraphIndex(deployed);
    this.deploy();
  }

  get index(): GraphIndex {
    return this.now;
  }

  /** As a change at the console: methods show it at once, a stage only after `deploy`. */
  change(edit: (resources: readonly GraphResource[]) => readonly GraphResource[]): void {
    this.now = new GraphIndex({ ...this.deployed, resources: edit(this.now.graph.resources) });
  }

  /** An API's methods as they are now become what its stages serve. */
  deploy(): void {
    for (const stage of this.now.all("apigateway/stage:Stage"))
      this.snapshots.set(deploymentOf(stage), summaryOf(this.now, textOf(stage, "restApi") ?? ""));
  }

  /** What was deployed under this id; undefined when there is no such deployment. */
  summary(deploymentId: string): ApiSummary | undefined {
    return this.snapshots.get(deploymentId);
  }

  /** Without the changes. */
  reset(): void {
    this.now = new GraphIndex(this.deployed);
    this.deploy();
  }
}

/** The deployment that a stage serves; a program that makes none has one of the laptop's own. */
export function deploymentOf(stage: GraphResource): string {
  return textOf(stage, "deployment") ?? "deploy";
}

/** The path of a resource of an API, "/" for its root. */
export function pathOf(index: GraphIndex, apiId: string, resourceId: string): string {
  const resource = index
    .where("apigateway/resource:Resource", "restApi", apiId)
    .find((each) => idOf(each) === resourceId);
  if (resource === undefined) return "/";
  const above = pathOf(index, apiId, textOf(resource, "parentId") ?? "");
  return `${above === "/" ? "" : above}/${textOf(resource, "pathPart") ?? ""}`;
}

function idOf(resource: GraphResource): string {
  return textOf(resource, "id") ?? "";
}

function summaryOf(index: GraphIndex, apiId: string): ApiSummary {
  const summary: Record<string, Record<string, { authorizationType: string; apiKeyRequired: boolean }>> = {};
  for (const method of index.where("apigateway/method:Method", "restApi", apiId)) {
    const path = (summary[pathOf(index, apiId, textOf(method, "resourceId") ?? "")] ??= {});
    path[textOf(method, "httpMethod") ?? ""] = {
      authorizationType: textOf(method, "authorization") ?? "NONE",
      apiKeyRequired: valueOf(method, "apiKeyRequired") === true,
    };
  }
  return summary;
}
