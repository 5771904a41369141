import { asSentence, GROUNDS_IN_WORDS, groundsOf } from "../../../local/audit/grounds";
import { auditEstate, decidedByPolicies } from "../../../policies/audit/audit";
import { collectEstate } from "../../../policies/audit/collect/collect";
import type { AuditedRole, Estate, SourcedPolicy } from "../../../policies/audit/estate";
import { ask } from "../../../policies/audit/prove/ask";
import type { Question } from "../../../policies/audit/question";
import { RULES } from "../../../policies/audit/rules";
import { graphOf } from "../../variants";

const estate = collectEstate(graphOf("dev"));
const { rules } = auditEstate(estate);
const sentenceOf = (id: string) =>
  asSentence(groundsOf(rules.find((rule) => rule.id === id) ?? { findings: [] }).others);

test("every proved claim says what it rests on, and has statements exactly where it says so", () => {
  for (const { findings } of rules)
    for (const { claim, grounds, evidence } of findings)
      expect([claim, evidence.length > 0]).toEqual([claim, grounds === "statements" || grounds === "request"]);
});

test.each([
  ["P8", "The authorizer's answer decides; the rest is seen directly in the configuration."],
  ["P16", "Seen directly in the configuration."],
])("%s, which no statement holds: %s", (id, sentence) => {
  expect(groundsOf(rules.find((rule) => rule.id === id) ?? { findings: [] }).statements).toEqual([]);
  expect(sentenceOf(id)).toBe(sentence);
});

test("of keys that are not the stack's own no statement says anything", () => {
  const claims =
    rules.find(({ id }) => id === "P13")?.findings.filter(({ claim }) => /no KMS key but/.test(claim)) ?? [];
  expect(claims.length).toBeGreaterThan(5);
  const { statements, others } = groundsOf({ findings: claims });
  expect(statements).toEqual([]);
  expect(asSentence(others)).toBe("No statement of the stack allows it, and AWS refuses what nothing allows.");
});

test("Denies come first, each Sid once; what has to be possible is allowed by statements, not held by them", () => {
  const of = (id: string) => groundsOf(rules.find((rule) => rule.id === id) ?? { findings: [] });
  const p6 = of("P6");
  const effects = p6.statements.map(({ effect }) => effect);
  expect(effects.lastIndexOf("Deny")).toBeLessThan(effects.indexOf("Allow"));
  expect(new Set(p6.statements.map(({ sid }) => sid)).size).toBe(effects.length);
  expect(p6.by).toBe("held by");
  expect(of("P15").by).toBe("allowed by");
  expect(new Set(of("P15").statements.map(({ effect }) => effect))).toEqual(new Set(["Allow"]));
});

/** Every Deny away, every Allow for every resource and without conditions. */
function freed(policy: SourcedPolicy): SourcedPolicy {
  const Statement = policy.document.Statement.filter(({ Effect }) => Effect === "Allow").map(
    ({ Condition: _condition, NotResource: _notResource, Resource, ...statement }) =>
      Resource === undefined && _notResource === undefined ? statement : { ...statement, Resource: "*" },
  );
  return { ...policy, document: { ...policy.document, Statement } };
}

function freedRole(role: AuditedRole): AuditedRole {
  return { ...role, trust: freed(role.trust), identity: role.identity.map(freed) };
}

function freedQuestion({ asker, route, ...question }: Question): Question {
  const withFreed = <T extends { readonly policies: readonly SourcedPolicy[] }>(it: T): T => ({
    ...it,
    policies: it.policies.map(freed),
  });
  const all = question.estate;
  const free: Estate = {
    ...all,
    roles: all.roles.map(freedRole),
    endpoints: all.endpoints.map(withFreed),
    apis: all.apis.map(withFreed),
    resources: all.resources.map(withFreed),
    functions: all.functions.map((each) => ({ ...each, permissions: each.permissions.map(freed) })),
  };
  const same = <T extends { readonly urn: string }>(from: readonly T[], { urn }: T): T => {
    const found = from.find((each) => each.urn === urn);
    if (!found) throw new Error(`${urn} is not in the estate`);
    return found;
  };
  const freedRoute = (): Question["route"] => {
    switch (route.kind) {
      case "service":
        return route;
      case "assume-role":
        return { ...route, role: same(free.roles, route.role) };
      case "api":
        return { ...route, api: same(free.apis, route.api) };
      case "invoke-function":
        return { ...route, function: same(free.functions, route.function) };
      case "endpoint":
        return { ...route, endpoint: same(free.endpoints, route.endpoint) };
    }
  };
  const freedAsker = asker.kind === "role" ? { ...asker, role: same(free.roles, asker.role) } : asker;
  return decidedByPolicies({ ...question, estate: free, asker: freedAsker, route: freedRoute() });
}

describe(`"${GROUNDS_IN_WORDS.default}"`, () => {
  const claims = rules.flatMap(({ id, findings }) =>
    findings.filter(({ grounds }) => grounds === "default").map(({ claim }) => ({ id, claim })),
  );
  const asked = RULES.flatMap((rule) =>
    rule.questions(estate).map(({ claim, questions }) => ({ id: rule.id, claim, questions })),
  );

  test("is said of many claims, and of each it stays true with every Deny away and every Allow unbounded", () => {
    expect(claims.length).toBeGreaterThan(40);
    for (const { id, claim } of claims) {
      const { questions = [] } = asked.find((one) => one.id === id && one.claim === claim) ?? {};
      expect(questions.length).toBeGreaterThan(0);
      const answers = questions.map((question) => ask(freedQuestion(question)).kind);
      expect([claim, ...new Set(answers)]).toEqual([claim, "never"]);
    }
  });
});

test("of every claim that statements hold, something gets through once they are all weakened", () => {
  const held = rules.flatMap(({ id, findings }) =>
    findings.filter(({ grounds }) => grounds === "statements").map((finding) => ({ id, claim: finding.claim })),
  );
  expect(held.length).toBeGreaterThan(40);
  for (const { id, claim } of held) {
    const found = RULES.find((rule) => rule.id === id)
      ?.questions(estate)
      .find((one) => one.claim === claim);
    const answers = (found?.questions ?? []).map((question) => ask(freedQuestion(question)).kind);
    expect([claim, answers.some((kind) => kind !== "never")]).toEqual([claim, true]);
  }
});
