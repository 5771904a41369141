import type { Problem } from "../../../infra/config/problem";
import { commandOf } from "../../../infra/config/repair/config-change";
import { checkSettings, KEYS } from "../../../infra/config/settings";
import { LEAST, PUBLIC_KEY } from "./good-settings";
import { MISTAKES } from "./mistakes";

function problemsOf(change: Record<string, unknown>): readonly Problem[] {
  const result = checkSettings({ ...LEAST, ...change });
  return "problems" in result ? result.problems : [];
}

/** The commands that are printed for a problem of the stack staging. */
function commandsOf(problem: Problem | undefined): string {
  return (problem?.fix ?? []).map((change) => commandOf(change, "staging")).join(" && ");
}

test.each(MISTAKES)("%s: %j is one problem, at %s, with its fix", (key, value, place, fix) => {
  const problems = problemsOf({ [key]: value });
  expect(problems.map((problem) => problem.key)).toEqual([place]);
  const [problem] = problems;
  expect(commandsOf(problem)).toMatch(/^pulumi config (set|rm) --stack staging /);
  expect(commandsOf(problem)).toContain(fix);
  expect(problem?.allowed).not.toBe("");
  expect(problem?.fault).toMatch(/[\w)?]$/);
});

test("every key has a mistake in the table", () => {
  expect([...new Set(MISTAKES.map(([key]) => key))].sort()).toEqual(Object.keys(KEYS).sort());
});

test.each([
  [undefined, "(not set) is required", "eu-central-1"],
  ["mars-north-1", '"mars-north-1" is not a Region that is known here', "eu-central-1"],
  ["eu-centrl-1", '"eu-centrl-1" is not a Region that is known here; did you mean eu-central-1?', "eu-central-1"],
  ["us-wset-2", "did you mean us-west-2?", "us-west-2"],
  ["EU-WEST-1", "did you mean eu-west-1?", "eu-west-1"],
  ["eu-west-1b", "did you mean eu-west-1?", "eu-west-1"],
  ["us-gov-wset-1", "did you mean us-gov-west-1?", "us-gov-west-1"],
  ["eu-central-7", "did you mean eu-central-", "eu-central-1"],
  ["cn-north-1", "Cognito user pools do not exist", "eu-central-1"],
])("aws:region %j is refused with a sentence", (value, words, fix) => {
  const [problem, ...others] = problemsOf({ "aws:region": value });
  expect(others).toEqual([]);
  expect(problem?.key).toBe("aws:region");
  expect(commandsOf(problem)).toBe(`pulumi config set --stack staging aws:region ${fix}`);
  expect(`${problem?.found ?? ""} ${problem?.fault ?? ""}`).toContain(words);
});

test.each([
  ["eu-central-7", []],
  ["eu-centrl-1", []],
  ["mars-north-1", ["aws:region"]],
])("with the provider's own check skipped, a Region newer than this release is taken: %s", (region, wrong) => {
  const problems = problemsOf({ "aws:region": region, "aws:skipRegionValidation": "true" });
  expect(problems.map(({ key }) => key)).toEqual(wrong);
});

test.each(["d", "p", "q", "dp", "dq", "qi", "oth", "k"])("a private member %s is never printed", (member) => {
  const [problem] = problemsOf({ pinnedKeySet: { keys: [{ ...PUBLIC_KEY, [member]: "secret-number" }] } });
  expect(problem?.key).toBe(`pinnedKeySet.keys[0].${member}`);
  const place = `'pinnedKeySet.keys[0].${member}'`;
  expect(commandsOf(problem)).toBe(`pulumi config rm --stack staging --path ${place}`);
  expect(JSON.stringify(problem)).not.toContain("secret-number");
});

test("a profile cannot be both made and found", () => {
  const [problem] = problemsOf({ studioUserProfiles: ["alice"], existingStudioUserProfiles: ["bob", "ALICE"] });
  expect(problem?.key).toBe("existingStudioUserProfiles[1]");
  expect(problem?.fault).toContain('"alice"');
});

test("the network proposed for the VPC is one that the company does not use", () => {
  const [problem] = problemsOf({ corporateCidrs: ["10.0.0.0/8"] });
  expect(commandsOf(problem)).toBe("pulumi config set --stack staging vpcCidr 172.20.0.0/20");
});
