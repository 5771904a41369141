import * as fs from "node:fs";
import * as path from "node:path";
import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { RecordedDecision } from "../cloud/decision-log";
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
    policies: readonly NamedPolicy[],
    private readonly projectRoot: string,
  ) {
    for (const statement of policies.flatMap((policy) => policy.document.Statement)) {
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
