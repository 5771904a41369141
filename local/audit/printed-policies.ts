import type { Estate, SourcedPolicy } from "../../policies/audit/estate";
import type { PrintedPolicy } from "../../policies/audit/report";
import type { Statement } from "../../policies/document";
import type { Layer } from "../../policies/evaluate/decision";
import type { StatementSources } from "../cloud/decide/statement-source";
import { readableJson } from "./readable-json";

/** Every document of the estate with where its statements are written, sorted by what it is attached to. */
export function printedPolicies(estate: Estate, sources: StatementSources): readonly PrintedPolicy[] {
  return attached(estate).map(([attachedTo, layer, policy]) => ({
    urn: policy.urn,
    pointer: policy.pointer,
    name: policy.name,
    layer,
    attachedTo,
    origin: policy.origin,
    ...(policy.source !== undefined && { source: policy.source }),
    statements: policy.document.Statement.map((statement, index) => {
      const place = lineOf(sources, layer, policy, statement, index);
      return {
        ...(statement.Sid !== undefined && { sid: statement.Sid }),
        effect: statement.Effect,
        ...(place !== undefined && { source: place }),
        text: readableJson(statement),
      };
    }),
  }));
}

type Attached = readonly [attachedTo: string, layer: Layer, policy: SourcedPolicy];

function attached(estate: Estate): readonly Attached[] {
  const { roles, endpoints, apis, functions, resources } = estate;
  return [
    ...apis.flatMap(({ name, policies }) => all(`API ${name}`, "resource", policies)),
    ...roles.flatMap(({ name, trust, identity, boundary }) => [
      ...all(`role ${name}`, "identity", identity),
      ...all(`role ${name}`, "boundary", boundary ? [boundary] : []),
      ...all(`role ${name}`, "trust", [trust]),
    ]),
    ...endpoints.flatMap(({ name, policies }) => all(`endpoint ${name}`, "endpoint", policies)),
    ...functions.flatMap(({ name, permissions }) => all(`function ${name}`, "resource", permissions)),
    ...resources.flatMap(({ kind, name, policies }) => all(`${kind} ${name}`, "resource", policies)),
  ];
}

function all(attachedTo: string, layer: Layer, policies: readonly SourcedPolicy[]): readonly Attached[] {
  return policies.map((policy) => [attachedTo, layer, policy]);
}

function lineOf(
  sources: StatementSources,
  layer: Layer,
  policy: SourcedPolicy,
  { Sid, Effect }: Statement,
  index: number,
): string | undefined {
  // Another document may happen to use a Sid of ours.
  if (policy.origin === "aws-managed" || policy.origin === "guardrail") return undefined;
  const named = Sid === undefined ? {} : { sid: Sid };
  const found = sources.find({ layer, policy: policy.name, index, effect: Effect, ...named });
  return found && `${found.file}:${found.line}`;
}
