import type { Graph, GraphResource } from "../../../local/program/graph";
import { ofType } from "../../policies/audit/rules/ways-to-change";

export interface Made {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

/** A resource that the program does not make, in the place of the first of some type that it does. */
export function madeLike(graph: Graph, type: string, made: Made): GraphResource {
  const first = graph.resources.find(ofType(type));
  if (!first) throw new Error(`The graph has no ${type} to take after.`);
  const { id = made.name, outputs = {}, ...others } = made;
  return { ...first, ...others, id, outputs, urn: first.urn.replace(type, made.type).replace(/[^:]+$/, made.name) };
}

/** A role beside the program's, under a trust of its own. */
export function roleMade(graph: Graph, name: string, inputs: Record<string, unknown>): GraphResource {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  return madeLike(graph, "aws:iam/role:Role", {
    type: "aws:iam/role:Role",
    name,
    inputs: { assumeRolePolicy: JSON.stringify(trust), ...inputs },
    outputs: { arn: `arn:aws:iam::111122223333:role/${name}`, name },
  });
}

const KEY_ID = "11112222-3333-4444-5555-666677778888";
export const KEY_ARN = `arn:aws:kms:eu-central-1:111122223333:key/${KEY_ID}`;

/** A key with this policy; without a statement, with none: AWS then puts its own. */
export function keyMade(graph: Graph, ...Statement: readonly object[]): GraphResource {
  return madeLike(graph, "aws:s3/bucket:Bucket", {
    type: "aws:kms/key:Key",
    name: "images-key",
    id: KEY_ID,
    inputs: Statement.length === 0 ? {} : { policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
    outputs: { arn: KEY_ARN, keyId: KEY_ID },
  });
}
