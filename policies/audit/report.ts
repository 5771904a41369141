/** The audit's whole answer about one stack. Every output is a rendering of it, and nothing in it depends on the day but `run` and exceptions' expiry. */
import type { CoverageFault } from "./estate";
import type { PeopleAlike } from "./people/kinds";
import type { ExceptionResult, RuleResult, StatementReference, Status, Witness } from "./verdict";

/** In this order the worst comes last but one: an unknown is worse than a proof, new access and a refutation are worse than an unknown. */
export type Verdict = "PROVED" | "UNKNOWN" | "NEW ACCESS" | "REFUTED";

export interface AuditReport {
  readonly schema: "private-ml-gateway/audit-report/1";
  readonly project: string;
  readonly stack: string;
  /** Where the policies were read: from the program of this folder, or from what `pulumi stack export` says is deployed. */
  readonly audited: "program" | "deployed";
  readonly verdict: Verdict;
  /** The verdict as one sentence, for a reader of nothing else. */
  readonly sentence: string;
  /** SHA-256 over every document and where it is attached: two stacks with the same hash have the same policies. */
  readonly policyHash: string;
  /** Of the stack; a program run on a laptop has AWS's example account, since it asks no one for another. */
  readonly account: string;
  readonly region: string;
  readonly run: RunFacts;
  /** What makes this report again. */
  readonly command: string;
  readonly counts: Counts;
  /** Kinds of people who are alike but for their names, of whom two were asked about; empty where all were. */
  readonly people: readonly PeopleAlike[];
  readonly rules: readonly RuleResult[];
  readonly exceptions: readonly ExceptionResult[];
  readonly coverage: readonly CoverageFault[];
  readonly difference: Difference;
  readonly picture: Picture;
  readonly access: readonly AccessRow[];
  readonly trust: readonly TrustEdge[];
  readonly authorizer: readonly AuthorizerCase[];
  readonly declaredActions: readonly DeclaredAction[];
  readonly hygiene: readonly HygieneRow[];
  readonly headroom: readonly HeadroomRow[];
  readonly policies: readonly PrintedPolicy[];
  /** What the audit does not show, a sentence each. */
  readonly limits: readonly string[];
}

/** When and from what the report was made. No hash covers it, and nothing else in the report depends on it but whether an exception has expired. */
export interface RunFacts {
  /** ISO date. */
  readonly day: string;
  /** The commit that is checked out; absent outside a repository. */
  readonly commit?: string | undefined;
  /** Whether files differ from that commit. */
  readonly isChanged: boolean;
  /** Who last changed the approved baseline, by the repository. */
  readonly approval?: Approval | undefined;
  /** By name: "private-ml-gateway", "Node.js", "AWS's service reference". */
  readonly versions: Readonly<Record<string, string>>;
}

export interface Approval {
  readonly commit: string;
  readonly author: string;
  /** ISO date. */
  readonly day: string;
}

export interface Counts {
  readonly rules: Readonly<Record<Status, number>>;
  readonly findings: number;
  readonly policies: number;
  readonly statements: number;
  readonly roles: number;
  readonly endpoints: number;
  readonly functions: number;
}

/** What a principal may do that the approved baseline did not allow, and the reverse; empty for a mere rewording. */
export type Difference =
  | { readonly kind: "no-baseline" }
  | {
      readonly kind: "compared";
      readonly changes: readonly Change[];
      /** What is more of what there was, under its own names, and approved beforehand by a pattern: a sentence each. */
      readonly patterned: readonly string[];
      /** Documents whose text is another one than was approved, by name. Beside no changes: they allow the same, together with all others. */
      readonly reworded: readonly string[];
    };

export interface Change {
  /** "UNDECIDED": the search reached a limit, so it may be new. */
  readonly kind: "NEW" | "GONE" | "UNDECIDED";
  /** The role, endpoint, API, function or resource it is about, by kind and logical name: "role minting". */
  readonly subject: string;
  /** Without its kind: "role minting may sagemaker:CreateApp on … through endpoints-studio". */
  readonly sentence: string;
  /** A request that one side allows and the other does not; a changed setting has none. */
  readonly witness?: Witness | undefined;
}

/** Doors, APIs, roles and services, and the ways between them: each way is a request that the evaluator was asked. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly ways: readonly Way[];
}

export type Column = "door" | "api" | "role" | "service";

export interface Box {
  /** "door:endpoints-studio", "role:minting", "service:sts". */
  readonly id: string;
  readonly column: Column;
  readonly title: string;
  readonly detail: string;
}

export interface Way {
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
  /** What was asked, in words. */
  readonly sentence: string;
  readonly action: string;
  readonly resource: string;
  /** Absent when nothing at all spoke. */
  readonly decidedBy?: StatementReference | undefined;
  readonly reason: string;
}

/** What a role may do after every layer has spoken. */
export interface AccessRow {
  /** The role's logical name. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** What still has to hold of the request, a phrase each: "through endpoints-sts". */
  readonly conditions: readonly string[];
  readonly allowedBy: readonly StatementReference[];
}

/** Who can become or start whom. */
export interface TrustEdge {
  readonly from: string;
  readonly to: string;
  /** A verb: "assumes", "passes", "invokes", "makes a URL for". */
  readonly how: string;
  readonly conditions: readonly string[];
  readonly allowedBy: readonly StatementReference[];
}

/** The documents that the authorizer builds for samples of one kind of claims. */
export interface AuthorizerCase {
  /** The claims, in words or as JSON. */
  readonly claims: string;
  /** How many tokens of this kind were tried: of each answer there is a proof, of other tokens' answers there is none. */
  readonly samples: number;
  readonly documentSummary: string;
  readonly status: Status;
  readonly why?: string | undefined;
}

/** A function's SDK command beside the action it needs, in both directions. */
export interface DeclaredAction {
  readonly functionName: string;
  readonly roleName: string;
  readonly action: string;
  /** The SDK's command, e.g. "AssumeRoleCommand"; absent when no command in the bundle needs the action. */
  readonly command?: string | undefined;
  readonly isAllowed: boolean;
  readonly isCalled: boolean;
  /** Why a mismatch is as it should be, e.g. that Lambda itself needs the action. */
  readonly note?: string | undefined;
  /** A mismatch that nothing explains, as a sentence: function, action, and how to repair it. It refutes, like a broken rule. */
  readonly fault?: string | undefined;
  /** Of a fault, `infra/file.ts:12`: where the policy to change is made. */
  readonly source?: string | undefined;
}

/** Something about a document that no rule forbids and a reviewer should know. */
export interface HygieneRow {
  readonly severity: "error" | "warning" | "note";
  readonly policy: string;
  readonly urn: string;
  readonly pointer: string;
  readonly sid?: string | undefined;
  readonly source?: string | undefined;
  readonly sentence: string;
}

/** A document's size beside what AWS accepts. */
export interface HeadroomRow {
  readonly policy: string;
  /** Which quota, in words: "inline policies of a role, together". */
  readonly quota: string;
  readonly used: number;
  readonly limit: number;
  readonly unit: "characters" | "bytes";
}

export interface PrintedPolicy {
  readonly urn: string;
  readonly pointer: string;
  readonly name: string;
  readonly layer: StatementReference["layer"];
  /** What it is attached to, by kind and logical name. */
  readonly attachedTo: string;
  readonly origin: "program" | "aws-managed" | "assumed" | "guardrail";
  readonly source?: string | undefined;
  readonly statements: readonly PrintedStatement[];
}

export interface PrintedStatement {
  readonly sid?: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** `policies/file.ts:12`, where its Sid is written. */
  readonly source?: string | undefined;
  /** Indented JSON. */
  readonly text: string;
}
