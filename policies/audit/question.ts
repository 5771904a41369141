/** Questions to an estate: may this asker, by this way, ever do what must never be? */
import type { NamedPolicy } from "../evaluate/decision";
import type { AuditedApi, AuditedEndpoint, AuditedFunction, AuditedRole, Estate } from "./estate";
import type { Witness } from "./verdict";
import type { Formula } from "./sat/formula";

/** Who asks. */
export type Asker =
  | { readonly kind: "role"; readonly role: AuditedRole }
  /** Any role of the account outside the estate, whatever its own identity policies. */
  | { readonly kind: "other-role" }
  /** Any role of another account, whatever its own identity policies. */
  | { readonly kind: "foreign-role" }
  /** Unknown to IAM: a caller with a bearer token, or with no credentials. */
  | { readonly kind: "anonymous" }
  | { readonly kind: "service"; readonly service: string };

/** By which of AWS's decision orders. */
export type Route =
  /** Any service; the layers are picked from the estate by action, resource and endpoint. */
  | { readonly kind: "service" }
  /** One AssumeRole call, with session tags and source identity. */
  | { readonly kind: "assume-role"; readonly role: AuditedRole }
  /** "any" is whatever an authorizer may answer; "none" is a method without one. */
  | { readonly kind: "api"; readonly api: AuditedApi; readonly authorizer: NamedPolicy | "any" | "none" }
  | { readonly kind: "invoke-function"; readonly function: AuditedFunction }
  /** The endpoint's policy alone. */
  | { readonly kind: "endpoint"; readonly endpoint: AuditedEndpoint };

export interface Question {
  readonly estate: Estate;
  readonly asker: Asker;
  readonly route: Route;
  /** The requests that must never be allowed, in words of vocabulary.ts. */
  readonly that: Formula;
}

export type Answer =
  | { readonly kind: "never" }
  /** The evaluator has allowed this very request. */
  | { readonly kind: "possible"; readonly witness: Witness }
  | { readonly kind: "unknown"; readonly why: string };
