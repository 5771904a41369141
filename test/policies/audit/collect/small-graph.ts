import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { CollectedGraph, CollectedResource } from "../../../../policies/audit/collect/graph/graph";
import type { CoverageFault, Estate } from "../../../../policies/audit/estate";

type Properties = Readonly<Record<string, unknown>>;

export const ACCOUNT = "111122223333";

/** The role that every small graph has. */
export const ANCHOR = `arn:aws:iam::${ACCOUNT}:role/anchor`;

export const ANYTHING = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;

export function policyOf(...statements: readonly Properties[]): { Version: string; Statement: readonly Properties[] } {
  return { Version: "2012-10-17", Statement: statements };
}

export function json(...statements: readonly Properties[]): string {
  return JSON.stringify(policyOf(...statements));
}

/** @param type without the provider */
export function resource(type: string, name: string, inputs: Properties, outputs: Properties = {}): CollectedResource {
  const full = type.includes("aws:") || /^[a-z-]+:[a-z]/.test(type) ? type : `aws:${type}`;
  return {
    urn: `urn:pulumi:dev::project::${full}::${name}`,
    type: full,
    name,
    custom: true,
    id: name,
    inputs,
    outputs,
    source: `infra/${name}.ts:1`,
  };
}

export function role(name: string, inputs: Properties = {}): CollectedResource {
  const trust = json({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
  return resource(
    "iam/role:Role",
    name,
    { assumeRolePolicy: trust, ...inputs },
    { name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
  );
}

export function graph(...resources: readonly CollectedResource[]): CollectedGraph {
  return { project: "project", stack: "dev", resources: [role("anchor"), ...resources], outputs: {} };
}

export function estateOf(...resources: readonly CollectedResource[]): Estate {
  return collectEstate(graph(...resources));
}

/** The faults as `<name> <pointer>: <why>`. */
export function faultsOf(...resources: readonly CollectedResource[]): readonly string[] {
  return estateOf(...resources).coverage.map(written);
}

export function written({ urn, pointer, why }: CoverageFault): string {
  return `${urn.split("::").at(-1) ?? ""} ${pointer}: ${why}`;
}
