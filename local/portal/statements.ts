import type { PolicyDocument } from "../../policies/document";
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

  constructor(graph: Graph) {
    const documents = policyTexts(inputsOf(graph)).map((text) =>
      withStatementList(JSON.parse(text) as Record<string, unknown>),
    );
    for (const statement of documents.flatMap((document) => document.Statement)) {
      if (statement.Sid !== undefined) this.bySid.set(statement.Sid, JSON.stringify(statement, undefined, 2));
    }
  }

  /** @param told the authorizer's answer for this caller, whose statements are nowhere else */
  toStep(decision: RecordedDecision, told?: PolicyDocument): Step {
    const { door, action, resource, allowed, policy, sid, source, reason } = decision;
    const statement = this.textOf(decision, told);
    return {
      door,
      action,
      resource,
      allowed,
      layer: layerOf(decision),
      reason,
      ...(policy !== undefined && { policy }),
      ...(sid !== undefined && { sid }),
      ...(source !== undefined && { source: `${source.file}:${source.line}` }),
      ...(statement !== undefined && { statement }),
    };
  }

  private textOf({ sid, layer, statement }: RecordedDecision, told?: PolicyDocument): string | undefined {
    if (sid !== undefined) return this.bySid.get(sid);
    const made = layer === "authorizer" && statement !== undefined ? told?.Statement[statement] : undefined;
    return made === undefined ? undefined : JSON.stringify(made, undefined, 2);
  }
}

function layerOf({ layer, service }: RecordedDecision): string {
  return layer === "resource" && service === "lambda" ? "the function's own policy" : (LAYERS[layer] ?? layer);
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
