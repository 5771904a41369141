import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { type Cloud, startCloud } from "../../../local/cloud/cloud";
import { clientsOf } from "../../../local/drift/clients";
import type { Item, Unread } from "../../../local/drift/item";
import { readDeployed } from "../../../local/drift/read/read-deployed";
import { Reading } from "../../../local/drift/read/reading";
import { type DriftReport, driftReport } from "../../../local/drift/report";
import { codeHash } from "../../../local/lambda/code-hash";
import type { Graph, GraphResource } from "../../../local/program/graph";
import type { CollectedGraph } from "../../../policies/audit/collect/graph/graph";
import { graphOf, type Variant } from "../../variants";

/** By type and name, e.g. "lambda/function:Function authorizer". */
export function isOne(resource: GraphResource, typeAndName: string): boolean {
  return `${resource.type.replace("aws:", "")} ${resource.name}` === typeAndName;
}

/** The shipped program's account, as it is read over HTTP through the doors. */
export class Account {
  private constructor(
    readonly graph: Graph,
    readonly cloud: Cloud,
    private readonly folder: string,
  ) {}

  static async of(variant: Variant): Promise<Account> {
    const graph = graphOf(variant);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drift-"));
    const cloud = await startCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder: folder });
    return new Account(graph, cloud, folder);
  }

  /** @param graph names what is read; absent: all of the program's */
  async read(graph: CollectedGraph = this.graph, pageSize?: number): Promise<Reading> {
    const { endpoint, region, ...credentials } = this.cloud.operatorKeys;
    const reading = new Reading(() => undefined, pageSize);
    await readDeployed(reading, clientsOf({ endpoint, region, credentials }), graph);
    return reading;
  }

  report(items: readonly Item[], unread: readonly Unread[], rules: readonly string[]): DriftReport {
    const hash = (code: string) => codeHash(path.resolve(projectRoot(), code));
    return driftReport({ graph: this.graph, items, unread, codeHash: hash }, rules);
  }

  /** The program's, but for what is not asked about. */
  only(isAsked: (resource: GraphResource) => boolean): CollectedGraph {
    return { ...this.graph, resources: this.graph.resources.filter(isAsked) };
  }

  async close(): Promise<void> {
    await this.cloud.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
