import { askedAbout } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import {
  leftToOthers,
  LONGEST_SCP,
  proofOfScp,
  suggestedScp,
  withScp,
} from "../../../../policies/audit/organization/suggested-scp";
import { ask } from "../../../../policies/audit/prove/ask";
import { RULES } from "../../../../policies/audit/rules";
import { toPolicyJson } from "../../../../policies/document";
import { graphOf } from "../../../variants";

const { estate } = askedAbout(collectEstate(graphOf("dev")));
const scp = suggestedScp(estate);
const intended = RULES.flatMap((rule) => rule.mustAllow(estate));

test("it closes what is left to the account's other roles, refuses nothing of ours, and fits", () => {
  const { closes, refuses, tried } = proofOfScp(estate, scp, intended);
  expect(leftToOthers(estate).map(({ question }) => ask(question).kind)).toEqual(["possible", "possible"]);
  expect(closes.map(({ answer }) => answer)).toEqual(["never", "never"]);
  expect(refuses).toEqual([]);
  expect(tried).toBeGreaterThan(100);
  expect(toPolicyJson(scp).length).toBeLessThan(LONGEST_SCP);
});

test("it is the smallest: without any of its statements something stays open", () => {
  for (const left of scp.Statement) {
    const rest = { ...scp, Statement: scp.Statement.filter((each) => each !== left) };
    const answers = leftToOthers(withScp(estate, rest)).map(({ question }) => ask(question).kind);
    expect(answers).toContain("possible");
  }
});

test("one that forgets our own roles is refuted with the request that it refuses", () => {
  const [minting, ...others] = scp.Statement;
  if (!minting) throw new Error("There is no statement.");
  const { Condition: _ours, ...forAll } = minting;
  const { refuses } = proofOfScp(estate, { ...scp, Statement: [forAll, ...others] }, intended);
  expect(refuses.join("\n")).toMatch(/alice/);
});
