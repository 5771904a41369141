import * as fc from "fast-check";
import { UndecidableError } from "../../../../policies/evaluate/decision";
import type { AccessRequest, Principal } from "../../../../policies/evaluate/request";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Asker } from "../../../../policies/audit/prove/question";
import { decideIn, isAssumeRole } from "../../../../policies/audit/replay";
import * as trusts from "./random-trusts";
import { aim, request, statements, unsigned } from "./random-policies";
import {
  ACCOUNT,
  BUCKET,
  endpoint,
  estate,
  held,
  OUR_S3,
  OUR_SAGEMAKER,
  OUR_STS,
  role,
  trusting,
} from "./small-estate";

/**
 * Prover and evaluator read policies by two ways. Over random policies, what the first calls impossible the second never allows, and
 * what the first finds the second allows; `ask` itself throws where they contradict each other about a request that it found.
 */
const RUNS = 300;
const SAMPLES = 120;

const asker = fc.constantFrom<Asker["kind"]>("role", "role", "role", "other-role", "anonymous", "foreign-role");

test("what is proved is never contradicted by a request, and what is found is allowed and to the point", () => {
  const seen = { never: 0, possible: 0, unknown: 0 };
  const drawn = fc.record({
    kind: asker,
    identity: statements("identity"),
    bucket: statements("resource"),
    door: statements("endpoint"),
    aim,
    requests: fc.array(request, { minLength: SAMPLES, maxLength: SAMPLES }),
  });
  fc.assert(
    fc.property(drawn, ({ kind, identity, bucket, door, aim: { that, holds }, requests }) => {
      const who = role("asker", ...identity);
      const all = estate({
        roles: [who],
        resources: [held("bucket", BUCKET, ...bucket)],
        endpoints: [endpoint(OUR_S3, "s3", ...door), endpoint(OUR_SAGEMAKER, "sagemaker.api")],
      });
      const route = { kind: "service" } as const;
      const answer = ask({
        estate: all,
        asker: kind === "role" ? { kind, role: who } : ({ kind } as Asker),
        route,
        that,
      });
      seen[answer.kind]++;
      if (answer.kind === "possible") {
        const found = answer.witness.request;
        expect(isAssumeRole(found)).toBe(false);
        expect(!isAssumeRole(found) && holds(found)).toBe(true);
        expect(decideIn(all, found, route).allowed).toBe(true);
      }
      if (answer.kind === "never") {
        const asked = requests.map((each): AccessRequest => {
          const context = kind === "anonymous" ? unsigned(each.context) : each.context;
          return { ...each, context, principal: principal(kind) };
        });
        expect(asked.filter(holds).filter((each) => mayPass(() => decideIn(all, each, route).allowed))).toEqual([]);
      }
    }),
    { numRuns: RUNS, seed: 20261121 },
  );
  expect(seen.never).toBeGreaterThan(30);
  expect(seen.possible).toBeGreaterThan(100);
  expect(seen.unknown).toBeLessThan(RUNS / 5);
});

test("the same of becoming a role", () => {
  const seen = { never: 0, possible: 0, unknown: 0 };
  const drawn = fc.record({
    kind: fc.constantFrom<Asker["kind"]>("role", "role", "other-role", "foreign-role"),
    identity: trusts.statements("identity"),
    trust: trusts.statements("trust"),
    aim: trusts.aim,
    calls: fc.array(trusts.call, { minLength: SAMPLES, maxLength: SAMPLES }),
  });
  fc.assert(
    fc.property(drawn, ({ kind, identity, trust, aim: { that, holds }, calls }) => {
      const who = role("asker", ...identity);
      const target = trusting(role("target"), ...trust);
      const all = estate({ roles: [who, target], endpoints: [endpoint(OUR_STS, "sts")] });
      const route = { kind: "assume-role", role: target } as const;
      const answer = ask({
        estate: all,
        asker: kind === "role" ? { kind, role: who } : ({ kind } as Asker),
        route,
        that,
      });
      seen[answer.kind]++;
      if (answer.kind === "possible") {
        const found = answer.witness.request;
        expect(isAssumeRole(found) && holds(found)).toBe(true);
        expect(decideIn(all, found, route).allowed).toBe(true);
      }
      if (answer.kind === "never") {
        const asked = calls.map((each) => ({ ...each, roleArn: target.arn, principal: principal(kind) }));
        // A doubt about one of the call's actions is none about the call where another action is refused for certain.
        expect(asked.filter(holds).filter((each) => mayPass(() => decideIn(all, each, route).allowed, false))).toEqual(
          [],
        );
      }
    }),
    { numRuns: RUNS, seed: 20261122 },
  );
  expect(seen.never).toBeGreaterThan(30);
  expect(seen.possible).toBeGreaterThan(50);
  expect(seen.unknown).toBeLessThan(RUNS / 5);
});

function principal(kind: Asker["kind"]): Principal {
  if (kind === "anonymous") return { kind };
  const account = kind === "foreign-role" ? "999988887777" : ACCOUNT;
  return { kind: "role", roleArn: `arn:aws:iam::${account}:role/${kind === "role" ? "asker" : "x"}`, account };
}

/** Allowed, or so that nobody can say. */
function mayPass(decide: () => boolean, whenInDoubt = true): boolean {
  try {
    return decide();
  } catch (error) {
    if (error instanceof UndecidableError) return whenInDoubt;
    throw error;
  }
}
