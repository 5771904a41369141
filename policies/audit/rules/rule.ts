/** What a rule is: a claim about every request there could be, as data that the audit asks, and a reader can hold it to. */
import type { AssumeRoleRequest } from "../../evaluate/assume-role";
import type { AccessRequest } from "../../evaluate/request";
import type { Estate } from "../estate";
import type { Question, Route } from "../question";

/** What a claim is about, so that its finding leads to a resource and a line. */
export interface Subject {
  readonly urn: string;
  readonly source?: string | undefined;
}

/** Holds when every question gets the answer that is expected. */
export interface RuleQuestion {
  /** A sentence that is true when the audit says PROVED. */
  readonly claim: string;
  readonly about: Subject;
  /** "never": no request fits any of the questions. "possible": to each question there is a request that is allowed. */
  readonly expect: "never" | "possible";
  readonly questions: readonly Question[];
  /** Ids of the declared exceptions that are part of the questions; see policies/audit/exceptions.ts. */
  readonly exceptions?: readonly string[] | undefined;
}

/** A setting of a resource that has to be so; no request is involved. */
export interface Fact {
  readonly claim: string;
  readonly about: Subject;
  /** UNKNOWN is for what could not be read. */
  readonly status: "PROVED" | "REFUTED" | "UNKNOWN";
  /** What is there instead, when it does not hold. */
  readonly why: string;
  readonly exceptions?: readonly string[] | undefined;
}

/** A request that people or functions need. Were it refused, a rule might hold only because nothing works at all. */
export interface IntendedRequest {
  readonly claim: string;
  readonly about: Subject;
  readonly request: AccessRequest | AssumeRoleRequest;
  readonly route: Route;
  /** In place of the rule's estate: the one with the policies of both accounts, for what crosses from one to the other. */
  readonly decidedIn?: Estate | undefined;
}

export interface Rule {
  readonly id: string;
  /** The rule as one English sentence. */
  readonly title: string;
  /** The same in symbols, for a reader who checks the questions against it. */
  readonly formal: string;
  /** Requirements of public frameworks to which the rule contributes. */
  readonly controls: readonly string[];
  questions(estate: Estate): readonly RuleQuestion[];
  facts?(estate: Estate): readonly Fact[];
  mustAllow(estate: Estate): readonly IntendedRequest[];
}

export function fact(claim: string, about: Subject, holds: boolean, why: string): Fact {
  return { claim, about, status: holds ? "PROVED" : "REFUTED", why };
}
