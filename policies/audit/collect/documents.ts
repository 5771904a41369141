/** Every document of a stack as a text file for people: stable names, stable texts. */
import { createHash } from "node:crypto";
import type { PolicyDocument } from "../../document";
import type { Estate, SourcedPolicy } from "../estate";

export interface WrittenDocument {
  /** Without folder and ending, e.g. `role-minting-trust`; of logical names only, so that a new deployment changes no file's name. */
  readonly name: string;
  /** Indented JSON with a line break at its end. */
  readonly text: string;
}

/** In the order of their names, which are unique; with the documents that AWS assumes, and those that stand only until replaced. */
export function documentsOf(estate: Estate): readonly WrittenDocument[] {
  const named = [
    ...estate.roles.flatMap((role) => [
      { name: `role-${role.name}-trust`, policy: role.trust },
      ...role.identity.map((policy) => ({ name: `role-${role.name}-${ownName(policy)}`, policy })),
    ]),
    ...boundaries(estate),
    ...estate.endpoints.flatMap(({ name, policies }) =>
      policies.map((policy) => ({ name: `endpoint-${name}`, policy })),
    ),
    ...estate.apis.flatMap(({ name, policies }) => policies.map((policy) => ({ name: `api-${name}`, policy }))),
    ...estate.functions.flatMap(({ name, permissions }) =>
      permissions.map((policy) => ({ name: `function-${name}-${ownName(policy)}`, policy })),
    ),
    ...estate.resources.flatMap(({ kind, name, policies }) =>
      policies.map((policy) => ({ name: `${kind === "other" ? "resource" : kind}-${name}`, policy })),
    ),
    ...(estate.replaced ?? []).map(({ policy }) => ({ name: `replaced-${logicalName(policy.urn)}`, policy })),
  ];
  const written = named.map(({ name, policy }) => ({ name: fileName(name), policy }));
  const shared = sharedNames(written);
  return written
    .map(({ name, policy }) => ({ name: uniqueName(name, policy, shared), text: textOf(policy.document) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** One file for the boundary of many roles. */
function boundaries({ roles }: Estate): readonly { readonly name: string; readonly policy: SourcedPolicy }[] {
  const named = roles.flatMap(({ boundary }) => (boundary ? [[boundaryName(boundary), boundary] as const] : []));
  return [...new Map(named)].map(([name, policy]) => ({ name, policy }));
}

function boundaryName({ name }: SourcedPolicy): string {
  const [, , arn = name] = name.split(" ");
  return `boundary-${arn.split("/").at(-1) ?? arn}`;
}

export function textOf(document: PolicyDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A policy of its own resource goes by that one's name; others by where they stand in their carrier. */
function ownName({ urn, pointer, name, origin }: SourcedPolicy): string {
  if (origin === "aws-managed") return name.split(" ")[1] ?? name;
  return pointer.startsWith("/inlinePolicies/") ? (name.split(" ")[2] ?? pointer) : logicalName(urn);
}

function logicalName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function fileName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, "-");
}

/** Two components may give the same logical name to their parts: then a piece of the URN's hash tells them apart. */
function uniqueName(name: string, { urn, pointer }: SourcedPolicy, shared: ReadonlySet<string>): string {
  if (!shared.has(name.toLowerCase())) return name;
  return `${name}-${createHash("sha256").update(`${urn}${pointer}`).digest("hex").slice(0, 8)}`;
}

/** Names that several have, where capitals make no difference. */
function sharedNames(all: readonly { readonly name: string }[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const names = all.map(({ name }) => name.toLowerCase());
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}
