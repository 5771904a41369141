import type { Decision, Layer, NamedPolicy } from "../../../policies/evaluate/decision";
import type { AccessRequest } from "../../../policies/evaluate/request";
import { inNewVersion } from "../../../policies/evaluate/version";
import { guardrailPolicies, type Guardrails } from "../../../policies/evaluate/guardrails/guardrails";
import { type AskedPolicies, whyRefused } from "../../../policies/evaluate/why/why";
import type { SourcePosition, StatementSources } from "./statement-source";

/** One decision about one request, with the statement that made it and where that statement is written. */
export interface RecordedDecision {
  readonly requestId: string;
  /** ISO 8601, by the cloud's clock. */
  readonly time: string;
  readonly door: string;
  /** "execute-api", "sts", "sagemaker", "studio" or "lambda". */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** Where the deciding statement stands, or where an Allow was missing. */
  readonly layer: Layer;
  /** Name of the deciding policy; absent when no statement allowed it. */
  readonly policy?: string;
  readonly effect?: "Allow" | "Deny";
  readonly sid?: string;
  /** Position of the statement in its policy, from 0. */
  readonly statement?: number;
  readonly reason: string;
  /** Of a refusal: what the statement, or the Allow that came nearest, asked for, and what the request had. Quotes the request. */
  readonly why?: string;
  /** Of the deciding statement; where an Allow is missing, of the one that came nearest. */
  readonly source?: SourcePosition;
  /** Where an Allow is missing: the files of the policies that were asked, or the names of those that are not ours. */
  readonly lookedIn?: readonly string[];
}

/** What a decision was about, so that it can be explained. */
export interface Asked {
  /** One request, or each step of becoming a role. */
  readonly requests: readonly [AccessRequest, ...AccessRequest[]];
  readonly policies: AskedPolicies;
  readonly guardrails?: Guardrails;
}

/** What was asked, by whom it is answered, through which door. */
export interface DecisionSubject {
  readonly requestId: string;
  readonly door: string;
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

const KEPT_DECISIONS = 1000;

/** The last thousand decisions, oldest first. */
export class DecisionLog {
  private readonly kept: RecordedDecision[] = [];

  constructor(
    private readonly sources: StatementSources,
    private readonly clock: () => Date,
  ) {}

  /** @param asked absent where no policy was asked */
  record(subject: DecisionSubject, decision: Decision, asked?: Asked): RecordedDecision {
    const by = decision.decidedBy;
    const policies = { ...asked?.policies, ...guardrailPolicies(asked?.guardrails) };
    const why = asked && whyRefused(decision, asked.requests, policies);
    const told = by ?? why?.nearest;
    const source = told && this.sources.find(told);
    const isMissing = asked !== undefined && !decision.allowed && by === undefined;
    const recorded: RecordedDecision = {
      ...subject,
      time: this.clock().toISOString(),
      allowed: decision.allowed,
      layer: by?.layer ?? decision.layer,
      ...(by && { policy: by.policy, effect: by.effect, statement: by.index }),
      ...(by?.sid !== undefined && { sid: by.sid }),
      reason: decision.reason,
      ...(why && { why: why.fact }),
      ...(source && { source }),
      ...(isMissing && { lookedIn: this.filesOf(decision.layer, policies[decision.layer] ?? []) }),
    };
    this.kept.push(recorded);
    if (this.kept.length > KEPT_DECISIONS) this.kept.shift();
    return recorded;
  }

  private filesOf(layer: Layer, policies: readonly NamedPolicy[]): readonly string[] {
    const files = policies.map(({ name, document }) => {
      const found = inNewVersion(document).flatMap(({ Effect: effect, Sid: sid }, index) => {
        return this.sources.find({ layer, policy: name, index, effect, ...(sid !== undefined && { sid }) }) ?? [];
      });
      return found[0]?.file ?? name;
    });
    return [...new Set(files)];
  }

  all(): readonly RecordedDecision[] {
    return this.kept;
  }

  /** Every decision of one request, in the order they were made. */
  of(requestId: string): readonly RecordedDecision[] {
    return this.kept.filter((decision) => decision.requestId === requestId);
  }
}

/** `<Sid or statement number> <file>:<line>`, or in which layer's policies an Allow is missing. ASCII, so that it can be a header. */
export function describeDecision(decision: RecordedDecision): string {
  const { policy, layer, lookedIn = [], sid, statement = 0, source } = decision;
  if (policy === undefined) {
    const where = lookedIn.length === 0 ? "" : `: ${lookedIn.join(", ")}`;
    return headerText(`no-allow in ${layer} policies${where}`);
  }
  const where = source ? ` ${source.file}:${source.line}` : "";
  return headerText(`${sid ?? `statement-${statement + 1} of ${policy}`}${where}`);
}

const LONGEST_HEADER = 800;

/** What HTTP allows in a header: one line of ASCII. */
export function headerText(text: string): string {
  const line = text.replace(/[^\x20-\x7e]/g, "?");
  return line.length > LONGEST_HEADER ? `${line.slice(0, LONGEST_HEADER)}...` : line;
}
