import * as fc from "fast-check";
import { ask } from "../../../policies/audit/prove/ask";
import type { Asker } from "../../../policies/audit/prove/question";
import { decideIn, isAssumeRole } from "../../../policies/audit/replay";
import type { AccessRequest, Principal } from "../../../policies/evaluate/request";
import { UndecidableError } from "../../../policies/evaluate/decision";
import type { Estate } from "../../../policies/audit/estate";
import { aim, type Aim, request, statements, unsigned } from "../../policies/audit/prove/random-policies";
import {
  ACCOUNT,
  BUCKET,
  endpoint,
  estate,
  held,
  OUR_S3,
  OUR_SAGEMAKER,
  role,
} from "../../policies/audit/prove/small-estate";

export interface Counts {
  readonly pairs: number;
  readonly never: number;
  readonly possible: number;
  readonly unknown: number;
  /** Requests that were decided against a proof: those drawn that the question is about. */
  readonly requests: number;
  /** One sentence each; none is as it should be. */
  readonly contradictions: readonly string[];
}

const ROUTE = { kind: "service" } as const;

const pair = fc.record({
  kind: fc.constantFrom<Asker["kind"]>("role", "role", "role", "other-role", "anonymous", "foreign-role"),
  identity: statements("identity"),
  bucket: statements("resource"),
  door: statements("endpoint"),
  aim,
});

/**
 * Random policies of a role, a bucket and an endpoint, and a random question about them. What is found has to be allowed by the
 * evaluator, and to the point; of what is proved no request may be allowed, out of as many as asked for.
 * @param requests drawn for each proof; those that the question is not about do not count
 */
export function comparePairs(
  pairs: number,
  {
    seed,
    requests,
    tell,
  }: { readonly seed: number; readonly requests: number; readonly tell: (doing: string) => void },
): Counts {
  const counts = { never: 0, possible: 0, unknown: 0, requests: 0 };
  const contradictions: string[] = [];
  // Drawn once: a request says nothing about the policies, so that every proof can be held against the same ones.
  const drawn = fc.sample(request, { numRuns: requests, seed });
  const each = fc.sample(pair, { numRuns: pairs, seed });
  for (const [index, { kind, identity, bucket, door, aim: aimed }] of each.entries()) {
    if (index > 0 && index % 500 === 0)
      tell(`${index} pairs, ${counts.requests} requests, ${contradictions.length} contradictions`);
    const who = role("asker", ...identity);
    const all = estate({
      roles: [who],
      resources: [held("bucket", BUCKET, ...bucket)],
      endpoints: [endpoint(OUR_S3, "s3", ...door), endpoint(OUR_SAGEMAKER, "sagemaker.api")],
    });
    const asker = kind === "role" ? { kind, role: who } : ({ kind } as Asker);
    const answer = asked(all, asker, aimed);
    if (typeof answer === "string") contradictions.push(`pair ${index}: ${answer}`);
    else counts[answer.kind]++;
    if (typeof answer === "string" || answer.kind !== "never") continue;
    for (const one of drawn) {
      const context = kind === "anonymous" ? unsigned(one.context) : one.context;
      const tried: AccessRequest = { ...one, context, principal: principal(kind) };
      if (!aimed.holds(tried)) continue;
      counts.requests++;
      if (mayPass(all, tried)) contradictions.push(`pair ${index}: proved, and allowed: ${JSON.stringify(tried)}`);
    }
  }
  return { pairs, ...counts, contradictions };
}

/** The answer, or what is wrong with it: `ask` throws when the evaluator refuses what it found. */
function asked(all: Estate, asker: Asker, { that, holds }: Aim): ReturnType<typeof ask> | string {
  try {
    const answer = ask({ estate: all, asker, route: ROUTE, that });
    if (answer.kind !== "possible") return answer;
    const found = answer.witness.request;
    if (isAssumeRole(found) || !holds(found)) return `found, and not to the point: ${JSON.stringify(found)}`;
    return decideIn(all, found, ROUTE).allowed ? answer : `found, and refused: ${JSON.stringify(found)}`;
  } catch (fault) {
    return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  }
}

function principal(kind: Asker["kind"]): Principal {
  if (kind === "anonymous") return { kind };
  const account = kind === "foreign-role" ? "999988887777" : ACCOUNT;
  return { kind: "role", roleArn: `arn:aws:iam::${account}:role/${kind === "role" ? "asker" : "x"}`, account };
}

/** Allowed, or so that nobody can say. */
function mayPass(all: Estate, tried: AccessRequest): boolean {
  try {
    return decideIn(all, tried, ROUTE).allowed;
  } catch (error) {
    if (error instanceof UndecidableError) return true;
    throw error;
  }
}
