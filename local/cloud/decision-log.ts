import type { Decision, Layer } from "../../policies/evaluate/decision";
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
  readonly source?: SourcePosition;
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

  record(subject: DecisionSubject, decision: Decision): RecordedDecision {
    const by = decision.decidedBy;
    const source = by && this.sources.find(by);
    const recorded: RecordedDecision = {
      ...subject,
      time: this.clock().toISOString(),
      allowed: decision.allowed,
      layer: by?.layer ?? decision.layer,
      ...(by && { policy: by.policy, effect: by.effect, statement: by.index }),
      ...(by?.sid !== undefined && { sid: by.sid }),
      reason: decision.reason,
      ...(source && { source }),
    };
    this.kept.push(recorded);
    if (this.kept.length > KEPT_DECISIONS) this.kept.shift();
    return recorded;
  }

  all(): readonly RecordedDecision[] {
    return this.kept;
  }

  /** Every decision of one request, in the order they were made. */
  of(requestId: string): readonly RecordedDecision[] {
    return this.kept.filter((decision) => decision.requestId === requestId);
  }
}

/** `<Sid or statement number> <file>:<line>`, or which layer had no Allow. ASCII, so that it can be a header. */
export function describeDecision(decision: RecordedDecision): string {
  if (decision.policy === undefined) return `no-allow in ${decision.layer} policies`;
  const statement = decision.sid ?? `statement-${(decision.statement ?? 0) + 1} of ${decision.policy}`;
  const where = decision.source ? ` ${decision.source.file}:${decision.source.line}` : "";
  return `${statement}${where}`.replace(/[^\x20-\x7e]/g, "?");
}
