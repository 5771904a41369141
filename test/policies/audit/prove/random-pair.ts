import * as fc from "fast-check";
import type { AuditedRole, Estate } from "../../../../policies/audit/estate";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Answer, Asker, Question } from "../../../../policies/audit/question";
import { decideIn, isAssumeRole } from "../../../../policies/audit/replay";
import type { Statement } from "../../../../policies/document";
import { UndecidableError } from "../../../../policies/evaluate/decision";
import type { AccessRequest, Principal } from "../../../../policies/evaluate/request";
import { type Above, above, owned, under } from "./random-guardrails";
import { aim, type Aim, statements, unsigned } from "./random-policies";
import { ACCOUNT, BUCKET, endpoint, estate, held, OUR_S3, OUR_SAGEMAKER, role } from "./small-estate";

/** Policies of a role, a bucket and an endpoint, and a question about them. */
export interface Pair {
  readonly kind: Asker["kind"];
  readonly identity: readonly Statement[];
  readonly bucket: readonly Statement[];
  readonly door: readonly Statement[];
  readonly aim: Aim;
  /** What stands above these policies; absent for nothing. */
  readonly above?: Above;
}

const PARTS = {
  kind: fc.constantFrom<Asker["kind"]>("role", "role", "role", "other-role", "anonymous", "foreign-role"),
  identity: statements("identity"),
  bucket: statements("resource"),
  door: statements("endpoint"),
  aim,
};

export const pair: fc.Arbitrary<Pair> = fc.record(PARTS);

/** The same beneath a boundary, service and resource control policies. */
export const guardedPair: fc.Arbitrary<Pair> = fc.record({ ...PARTS, above });

export interface Compared {
  /** Undefined where prover and evaluator contradict each other about what was found. */
  readonly answer?: Answer["kind"];
  /** Requests that were decided against a proof: those of the drawn ones that the question is about. */
  readonly requests: number;
  /** One sentence each; none is as it should be. */
  readonly contradictions: readonly string[];
}

/**
 * What is found has to be allowed by the evaluator, and to the point; of what is proved no request may be allowed. What is above the
 * policies only takes away: what is found with it has to be allowed without it, and what is proved without it is proved with it.
 *
 * @param drawn tried against a proof; those that the question is not about do not count
 */
export function compare(
  { kind, identity, bucket, door, aim: { that, holds }, above: higher }: Pair,
  drawn: readonly Omit<AccessRequest, "principal">[],
): Compared {
  const bare = estate({
    roles: [role("asker", ...identity)],
    resources: [held("bucket", BUCKET, ...bucket)],
    endpoints: [endpoint(OUR_S3, "s3", ...door), endpoint(OUR_SAGEMAKER, "sagemaker.api")],
  });
  const all = higher ? under(higher, bare) : bare;
  const answer = answerIn(all, kind, { that, holds });
  if (typeof answer === "string") return { requests: 0, contradictions: [answer] };
  if (higher && answer.kind === "possible") {
    const without = answerIn(bare, kind, { that, holds });
    const found = answer.witness.request;
    const isWider = typeof without !== "string" && without.kind !== "never" && !isAssumeRole(found);
    const keeps = isWider && mayPass(() => isAllowed(bare, found));
    if (!keeps) return { requests: 0, contradictions: [`allowed beneath guardrails only: ${JSON.stringify(found)}`] };
  }
  if (answer.kind !== "never") return { answer: answer.kind, requests: 0, contradictions: [] };
  const meant = drawn
    .map((each, index): AccessRequest => (higher ? owned(asBy(each), index) : asBy(each)))
    .filter(holds);
  function asBy(each: Omit<AccessRequest, "principal">): AccessRequest {
    const context = kind === "anonymous" ? unsigned(each.context) : each.context;
    return { ...each, context, principal: principalOf(kind) };
  }
  const allowed = meant.filter((each) => mayPass(() => isAllowed(all, each)));
  const contradictions = allowed.map((each) => `proved, and allowed: ${JSON.stringify(each)}`);
  return { answer: answer.kind, requests: meant.length, contradictions };
}

function answerIn(all: Estate, kind: Asker["kind"], { that, holds }: Aim): Answer | string {
  const [who] = all.roles;
  if (!who) throw new Error("The estate has no role.");
  return asked({ estate: all, asker: askerOf(kind, who), route: { kind: "service" }, that }, holds);
}

/** The answer, or what is wrong with it: `ask` throws when the evaluator refuses what it found. */
function asked(question: Question, holds: Aim["holds"]): Answer | string {
  try {
    const answer = ask(question);
    if (answer.kind !== "possible") return answer;
    const found = answer.witness.request;
    if (isAssumeRole(found) || !holds(found)) return `found, and not to the point: ${JSON.stringify(found)}`;
    return isAllowed(question.estate, found) ? answer : `found, and refused: ${JSON.stringify(found)}`;
  } catch (fault) {
    return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  }
}

function isAllowed(all: Estate, request: AccessRequest): boolean {
  return decideIn(all, request, { kind: "service" }).allowed;
}

export function askerOf(kind: Asker["kind"], who: AuditedRole): Asker {
  return kind === "role" ? { kind, role: who } : ({ kind } as Asker);
}

export function principalOf(kind: Asker["kind"]): Principal {
  if (kind === "anonymous") return { kind };
  const account = kind === "foreign-role" ? "999988887777" : ACCOUNT;
  return { kind: "role", roleArn: `arn:aws:iam::${account}:role/${kind === "role" ? "asker" : "x"}`, account };
}

/** Allowed, or so that nobody can say. */
export function mayPass(decide: () => boolean, whenInDoubt = true): boolean {
  try {
    return decide();
  } catch (error) {
    if (error instanceof UndecidableError) return whenInDoubt;
    throw error;
  }
}
