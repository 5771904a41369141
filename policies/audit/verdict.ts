/** What the audit says, and what it shows for it. */
import type { AccessRequest } from "../evaluate/request";
import type { AssumeRoleRequest } from "../evaluate/assume-role";
import type { Layer } from "../evaluate/decision";

export type Status = "PROVED" | "REFUTED" | "UNKNOWN";

/** A statement of the estate, by resource, place in its inputs, and position in the document. */
export interface StatementReference {
  readonly urn: string;
  readonly pointer: string;
  readonly policy: string;
  readonly layer: Layer;
  readonly index: number;
  readonly sid?: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly source?: string | undefined;
}

/** A statement that is not as it was approved. */
export interface ChangedStatement {
  readonly how: "new" | "changed" | "gone";
  readonly policy: string;
  /** Its position; of one that is gone, where it was. */
  readonly index: number;
  readonly sid?: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** `policies/file.ts:12`, where its Sid is written, else the line that makes its policy's resource; absent where neither is known. */
  readonly source?: string | undefined;
}

/** A request that breaks the rule, as the evaluator was asked it again. */
export interface Witness {
  readonly request: AccessRequest | AssumeRoleRequest;
  /** Who asks and from where, as one sentence. */
  readonly sentence: string;
  /** The statements that let it pass, as the evaluator names them. */
  readonly allowedBy: readonly StatementReference[];
  /** Of those that have a say on it, the ones that are not as approved; absent without an approved baseline. */
  readonly changed?: readonly ChangedStatement[] | undefined;
}

/**
 * What a PROVED claim rests on: statements that hold it; AWS's default, by which nothing is allowed that no statement allows; the
 * authorizer's answer, which no document of the stack shows; requests that were found to be allowed; or the configuration as it
 * can be read.
 */
export type Grounds = "statements" | "default" | "authorizer" | "request" | "configuration";

/** One question of a rule, e.g. about one role. */
export interface Finding {
  /** What was asked, as a sentence that is true when the finding is PROVED. */
  readonly claim: string;
  readonly status: Status;
  /** The resource whose policies the question is about. */
  readonly urn: string;
  readonly source?: string | undefined;
  readonly witness?: Witness | undefined;
  /** For REFUTED without a request (a setting of a resource) and for UNKNOWN: why. */
  readonly why?: string | undefined;
  /** Of every PROVED claim. */
  readonly grounds?: Grounds | undefined;
  /**
   * For grounds "statements": those whose weakening at once breaks the claim, each Deny taken away, each Allow freed of its
   * resources and conditions. For "request": those that allow what was found. Else empty.
   */
  readonly evidence: readonly StatementReference[];
  /** The declared exception that bounds the claim. */
  readonly exception?: string | undefined;
}

/** A request that the system exists for. Were it refused, the rule would be true of a system that does nothing. */
export interface Example {
  readonly sentence: string;
  readonly request: AccessRequest | AssumeRoleRequest;
  readonly allowed: boolean;
  readonly decidedBy?: StatementReference | undefined;
  /** The evaluator's sentence. */
  readonly reason: string;
}

export interface RuleResult {
  readonly id: string;
  readonly title: string;
  readonly formal: string;
  /** Ids of public frameworks, e.g. "NIST 800-53r5 AC-4". */
  readonly controls: readonly string[];
  readonly status: Status;
  readonly findings: readonly Finding[];
  /** The must-allow requests, as decided. */
  readonly examples?: readonly Example[] | undefined;
}

/** A declared, bounded departure from a rule, and what of this stack it bounds. */
export interface UsedException {
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
  /** The claims that it bounds in this stack; an exception that bounds nothing is reported. */
  readonly bounds: readonly string[];
}

/** The same with who answers for it, and until when. */
export interface ExceptionResult extends UsedException {
  readonly owner: string;
  /** ISO date, the last good day. */
  readonly expires: string;
  readonly isExpired: boolean;
}
