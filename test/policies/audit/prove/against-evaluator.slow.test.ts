import * as fc from "fast-check";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Asker } from "../../../../policies/audit/question";
import { decideIn, isAssumeRole } from "../../../../policies/audit/replay";
import { askerOf, compare, guardedPair, mayPass, pair, principalOf } from "./random-pair";
import { request } from "./random-policies";
import * as trusts from "./random-trusts";
import { endpoint, estate, OUR_STS, role, trusting } from "./small-estate";

/**
 * Prover and evaluator read policies by two ways. Over random policies, what the first calls impossible the second never allows, and
 * what the first finds the second allows; `ask` itself throws where they contradict each other about a request that it found. A sample:
 * `npm run bench fuzz` asks thousands.
 */
const RUNS = 150;
const SAMPLES = 120;

test("what is proved is never contradicted by a request, and what is found is allowed and to the point", () => {
  const seen = { never: 0, possible: 0, unknown: 0 };
  const requests = fc.array(request, { minLength: SAMPLES, maxLength: SAMPLES });
  fc.assert(
    fc.property(pair, requests, (drawn, tried) => {
      const { answer, contradictions } = compare(drawn, tried);
      expect(contradictions).toEqual([]);
      if (answer) seen[answer]++;
    }),
    { numRuns: RUNS, seed: 20261121 },
  );
  expect(seen.never).toBeGreaterThan(15);
  expect(seen.possible).toBeGreaterThan(50);
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
      const answer = ask({ estate: all, asker: askerOf(kind, who), route, that });
      seen[answer.kind]++;
      if (answer.kind === "possible") {
        const found = answer.witness.request;
        expect(isAssumeRole(found) && holds(found)).toBe(true);
        expect(decideIn(all, found, route).allowed).toBe(true);
      }
      if (answer.kind === "never") {
        const asked = calls.map((each) => ({ ...each, roleArn: target.arn, principal: principalOf(kind) }));
        // A doubt about one of the call's actions is none about the call where another action is refused for certain.
        expect(asked.filter(holds).filter((each) => mayPass(() => decideIn(all, each, route).allowed, false))).toEqual(
          [],
        );
      }
    }),
    { numRuns: RUNS, seed: 20261122 },
  );
  expect(seen.never).toBeGreaterThan(15);
  expect(seen.possible).toBeGreaterThan(25);
  expect(seen.unknown).toBeLessThan(RUNS / 5);
});

test("the same beneath permissions boundaries, service and resource control policies, which only take away", () => {
  const seen = { never: 0, possible: 0, unknown: 0 };
  const drawn = fc.sample(request, { numRuns: SAMPLES, seed: 20261123 });
  for (const each of fc.sample(guardedPair, { numRuns: 25, seed: 20261123 })) {
    const { answer, contradictions } = compare(each, drawn);
    expect(contradictions).toEqual([]);
    if (answer) seen[answer]++;
  }
  expect(seen.never).toBeGreaterThan(3);
  expect(seen.possible).toBeGreaterThan(3);
  expect(seen.unknown).toBeLessThan(8);
});
