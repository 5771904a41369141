import type { PolicyDocument } from "../../policies/document";
import {
  decideBeforeAuthorizer,
  decideWithAuthorizer,
  decideWithoutAuthorizer,
} from "../../policies/evaluate/api-gateway";
import type { Decision, NamedPolicy } from "../../policies/evaluate/decision";
import { decideAssumeRole, decideSameAccount } from "../../policies/evaluate/evaluate";
import { decideKey } from "../../policies/evaluate/key";
import { type AccessRequest, accountOf, type Principal } from "../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../policies/from-our-endpoints";
import { SHIPPED_DOCUMENTS } from "./shipped-documents";

/** A document by its name in shipped-documents.ts, or written out. */
type DocumentReference = { readonly document: string } | { readonly name: string; readonly inline: PolicyDocument };

interface Policies {
  readonly identity?: readonly DocumentReference[];
  readonly resource?: readonly DocumentReference[];
  readonly trust?: readonly DocumentReference[];
  readonly authorizer?: readonly DocumentReference[];
  /** By endpoint id: they speak only for requests that came through that endpoint. */
  readonly endpoint?: Readonly<Record<string, readonly DocumentReference[]>>;
}

interface Question {
  readonly principal?: "anonymous" | { readonly role: string } | { readonly service: string };
  readonly action?: string;
  readonly resource?: string;
  readonly context?: AccessRequest["context"];
  readonly sessionName?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
}

export interface Case extends Question {
  readonly name: string;
  readonly expect: "allow" | "deny" | "refuse";
  /** The Sid, or "<layer>[<position>]" of a statement without one, or null where no statement decides. */
  readonly decidedBy?: string | null;
  /** Documents added for this case: what somebody may attach beside ours. */
  readonly also?: Policies;
  /** Statements left out for this case, named as in `decidedBy`, to show what they are for; each has to be there. */
  readonly without?: readonly string[];
}

export interface CaseFile {
  readonly about: string;
  /** "key": a KMS key's policy stands under "resource". */
  readonly decide:
    "same-account" | "key" | "assume-role" | "before-authorizer" | "with-authorizer" | "without-authorizer";
  readonly policies: Policies;
  readonly defaults?: Question;
  readonly cases: readonly Case[];
}

const QUESTION = ["principal", "action", "resource", "context", "sessionName", "tags", "sourceIdentity", "externalId"];
const DECISIONS = ["same-account", "key", "assume-role", "before-authorizer", "with-authorizer", "without-authorizer"];
const LAYERS = ["identity", "resource", "trust", "authorizer", "endpoint"];

/** @throws naming the field that is missing or misspelt: a case that silently tests something else is worse than none. */
export function readCaseFile(text: string): CaseFile {
  const file = JSON.parse(text) as CaseFile;
  onlyFields("the file", file, ["about", "decide", "policies", "defaults", "cases"]);
  needFields("the file", file, ["about", "decide", "policies", "cases"]);
  oneOf("decide", file.decide, DECISIONS);
  onlyFields("policies", file.policies, LAYERS);
  onlyFields("defaults", file.defaults ?? {}, QUESTION);
  for (const each of file.cases) {
    needFields(`case "${each.name}"`, each, ["name", "expect", ...(each.expect === "refuse" ? [] : ["decidedBy"])]);
    onlyFields(`case "${each.name}"`, each, ["name", "expect", "decidedBy", "also", "without", ...QUESTION]);
    oneOf(`in case "${each.name}" expect`, each.expect, ["allow", "deny", "refuse"]);
    onlyFields(`"also" of case "${each.name}"`, each.also ?? {}, LAYERS);
  }
  return file;
}

/** The same cases about other documents: mutated ones, or those of another partition. */
export function withDocuments(file: CaseFile, documents: Readonly<Record<string, PolicyDocument>>): CaseFile {
  return replaceReferences(file, (name) => documents[name] ?? SHIPPED_DOCUMENTS[name]);
}

/** The documents of ours that a file names as what it is about, leaving out what single cases add. */
export function documentsOf(file: CaseFile): string[] {
  const text = JSON.stringify(file.policies);
  return [...text.matchAll(/\{"document":"([^"]+)"\}/g)].map(([, name = ""]) => name);
}

function replaceReferences<T>(value: T, find: (name: string) => PolicyDocument | undefined): T {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) => {
    if (typeof each !== "object" || each === null || !("document" in each)) return each;
    const name = String(each.document);
    const inline = find(name);
    return inline ? { name, inline } : each;
  }) as T;
}

/** What the evaluator says to one case. */
export function decideCase(file: CaseFile, each: Case): Decision {
  const question: Question = { ...file.defaults, ...each };
  const context = question.context ?? {};
  const layers = layersOf(file, each, context[SOURCE_VPCE]);
  const principal = principalOf(need(question.principal, "principal"));
  const resource = need(question.resource, "resource");
  if (file.decide === "assume-role") {
    const { sessionName = "session", tags = {}, sourceIdentity, externalId } = question;
    const named = {
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      ...(externalId !== undefined && { externalId }),
    };
    return decideAssumeRole({ roleArn: resource, principal, context, sessionName, tags, ...named }, layers);
  }
  const request: AccessRequest = { action: need(question.action, "action"), resource, principal, context };
  if (file.decide === "key") return decideKey(request, { identity: layers.identity, key: layers.resource });
  if (file.decide === "same-account") return decideSameAccount(request, layers);
  if (file.decide === "without-authorizer") return decideWithoutAuthorizer(request, layers);
  const before = decideBeforeAuthorizer(request, layers);
  // A call that is refused before the authorizer runs never reaches its answer.
  if (file.decide === "before-authorizer" || !before.allowed) return before;
  const [authorizer, second] = layers.authorizer;
  if (!authorizer || second) throw new Error("with-authorizer takes exactly one document in policies.authorizer.");
  return decideWithAuthorizer(request, { ...layers, authorizer });
}

function layersOf(file: CaseFile, each: Case, through: AccessRequest["context"][string] | undefined) {
  const without = each.without ?? [];
  const sources = [file.policies, each.also ?? {}];
  const removed = new Set<string>();
  const resolved = (references: readonly DocumentReference[], layerName: string) =>
    references.map(resolveReference).map(({ name, document }) => {
      // The very object: the evaluator checks a document once, and knows it again.
      if (without.length === 0) return { name, document };
      const kept = document.Statement.filter(({ Sid = "" }, index) => {
        const names = [Sid, `${layerName}[${index}]`].filter((each) => without.includes(each));
        names.forEach((each) => removed.add(each));
        return names.length === 0;
      });
      return { name, document: { ...document, Statement: kept } };
    });
  const layer = (name: "identity" | "resource" | "trust" | "authorizer") =>
    resolved(
      sources.flatMap((policies) => policies[name] ?? []),
      name,
    );
  const atEndpoint = sources.flatMap(({ endpoint }) =>
    typeof through === "string" ? (endpoint?.[through] ?? []) : [],
  );
  const layers = {
    identity: layer("identity"),
    resource: layer("resource"),
    trust: layer("trust"),
    authorizer: layer("authorizer"),
    ...(atEndpoint.length > 0 ? { endpoint: resolved(atEndpoint, "endpoint") } : {}),
  };
  const missing = without.filter((sid) => !removed.has(sid));
  if (missing.length > 0) throw new Error(`"without" names statements that are not there: ${missing.join(", ")}.`);
  return layers;
}

export function decidedBy({ decidedBy: by }: Decision): string | null {
  return by ? (by.sid ?? `${by.layer}[${by.index}]`) : null;
}

function resolveReference(reference: DocumentReference): NamedPolicy {
  if ("inline" in reference) {
    onlyFields("an inline document", reference, ["name", "inline"]);
    return { name: need(reference.name, "name of an inline document"), document: reference.inline };
  }
  onlyFields("a document", reference, ["document"]);
  const document = SHIPPED_DOCUMENTS[reference.document];
  const known = Object.keys(SHIPPED_DOCUMENTS).join(", ");
  if (!document) throw new Error(`"${reference.document}" is not in shipped-documents.ts; known are: ${known}.`);
  return { name: reference.document, document };
}

function principalOf(principal: NonNullable<Question["principal"]>): Principal {
  if (principal === "anonymous") return { kind: "anonymous" };
  if ("service" in principal) return { kind: "service", service: principal.service };
  return { kind: "role", roleArn: principal.role, account: accountOf(principal.role) };
}

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The case and the file's defaults both lack: ${what}.`);
  return value;
}

function needFields(what: string, object: object, fields: readonly string[]): void {
  const missing = fields.filter((field) => !(field in object));
  if (missing.length > 0) throw new Error(`In ${what} is missing: ${missing.join(", ")}.`);
}

function onlyFields(what: string, object: object, fields: readonly string[]): void {
  const odd = Object.keys(object).filter((field) => !fields.includes(field));
  if (odd.length > 0) throw new Error(`In ${what} is unknown: ${odd.join(", ")}; known are ${fields.join(", ")}.`);
}

function oneOf(what: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new Error(`${what} is none of ${allowed.join(", ")}.`);
}
