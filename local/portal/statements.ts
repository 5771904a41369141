import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { withStatementList } from "../cloud/policy-text";
import type { RecordedDecision } from "../cloud/decision-log";
import type { Graph } from "../program/graph";
import type { Step } from "./outcome";

const LAYERS: Readonly<Record<string, string>> = {
  endpoint: "the endpoint policy of the door",
  resource: "the API's resource policy",
  authorizer: "the authorizer's policy for this caller",
  identity: "the identity policy of the role",
  trust: "the trust policy of the role",
};

/** Finds the text of deciding statements among the policies of the program. */
export class Statements {
  private readonly bySid = new Map<string, string>();

  constructor(
    graph: Graph,
    private readonly projectRoot: string,
  ) {
    const documents = policyTexts(inputsOf(graph)).map((text) =>
      withStatementList(JSON.parse(text) as Record<string, unknown>),
    );
    for (const statement of documents.flatMap((document) => document.Statement)) {
      if (statement.Sid !== undefined) this.bySid.set(statement.Sid, JSON.stringify(statement, undefined, 2));
    }
  }

  toStep(decision: RecordedDecision): Step {
    const { door, action, resource, allowed, layer, policy, sid, source, reason } = decision;
    const statement = sid === undefined ? this.asWritten(decision) : this.bySid.get(sid);
    return {
      door,
      action,
      resource,
      allowed,
      layer: LAYERS[layer] ?? layer,
      reason,
      ...(policy === undefined ? {} : { policy }),
      ...(sid === undefined ? {} : { sid }),
      ...(source === undefined ? {} : { source: `${source.file}:${source.line}` }),
      ...(statement === undefined ? {} : { statement }),
    };
  }

  /** The authorizer's statements are made per caller and carry no Sid: the lines that make them stand in. */
  private asWritten({ source }: RecordedDecision): string | undefined {
    if (source === undefined) return undefined;
    const lines = fs.readFileSync(path.join(this.projectRoot, source.file), "utf8").split("\n");
    const from = Math.max(0, source.line - 2);
    return lines.slice(from, from + 6).join("\n");
  }
}

/** Short for all policies of the program together: two laptops with the same hash enforce the same. */
export function policyHash(graph: Graph): string {
  const all = policyTexts(inputsOf(graph)).sort().join("\n");
  return createHash("sha256").update(all).digest("hex").slice(0, 8);
}

/** Every policy among the inputs of the program's resources, as it would be deployed. */
function policyTexts(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith('{"Version":"2012-10-17"') ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(policyTexts);
}

/** Outputs repeat the inputs. */
function inputsOf(graph: Graph): unknown {
  return graph.resources.map(({ inputs }) => inputs);
}
