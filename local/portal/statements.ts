import type { PolicyDocument } from "../../policies/document";
import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { RecordedDecision } from "../cloud/decide/decision-log";
import type { Step } from "./outcome";

const LAYERS: Readonly<Record<string, string>> = {
  endpoint: "the endpoint policy of the door",
  resource: "the API's resource policy",
  authorizer: "the authorizer's policy for this caller",
  identity: "the identity policy of the role",
  trust: "the trust policy of the role",
};

/** Finds the text of deciding statements among the policies that are enforced. */
export class Statements {
  private readonly bySid = new Map<string, string>();

  constructor(policies: readonly NamedPolicy[]) {
    for (const statement of policies.flatMap(({ document }) => document.Statement))
      if (statement.Sid !== undefined) this.bySid.set(statement.Sid, JSON.stringify(statement, undefined, 2));
  }

  /** @param told the authorizer's answer for this caller, whose statements are nowhere else */
  toStep(decision: RecordedDecision, told?: PolicyDocument): Step {
    const { door, action, resource, allowed, policy, sid, source, reason, why, lookedIn } = decision;
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
      ...(why !== undefined && { why }),
      ...(lookedIn !== undefined && { lookedIn: lookedIn.join(", ") }),
    };
  }

  private textOf({ sid, layer, statement }: RecordedDecision, told?: PolicyDocument): string | undefined {
    if (sid !== undefined) return this.bySid.get(sid);
    const made = layer === "authorizer" && statement !== undefined ? told?.Statement[statement] : undefined;
    return made === undefined ? undefined : JSON.stringify(made, undefined, 2);
  }
}

export function layerOf({ layer, service }: RecordedDecision): string {
  return layer === "resource" && service === "lambda" ? "the function's own policy" : (LAYERS[layer] ?? layer);
}
