import { askedAbout, auditEstate } from "../../../../policies/audit/audit";
import type { AuditedRole, Estate } from "../../../../policies/audit/estate";
import type { PeopleAlike } from "../../../../policies/audit/people/kinds";
import { replaceWords } from "../../../../policies/audit/people/people";
import type { RuleResult } from "../../../../policies/audit/verdict";
import { company, PROFILE, STUDIO, withRoleText } from "./small-company";

const NAMES = ["alice", "bob", "carol", "erin", "bob-2"];
/** The rules that ask about people's roles. */
const RULES = ["P1", "P2", "P3", "P4", "P11", "P15"];
const OPTIONS = { today: "2030-01-01", rules: RULES };

/** Changes of a role's text, each a mistake or none; those with an owner's name put another's there. */
const CHANGES: readonly ((text: string, owner: string, other: string) => string)[] = [
  (text) => text.replace('"StringNotEquals"', '"StringNotEqualsIfExists"'),
  (text) => text.replaceAll('"StringEquals":{"aws:SourceVpce"', '"StringEqualsIfExists":{"aws:SourceVpce"'),
  (text) => text.replaceAll(STUDIO, "vpce-0ffffffffffffffff"),
  (text, owner) => text.replaceAll(`${PROFILE}/${owner}`, `${PROFILE}/*`),
  (text, owner) => text.replaceAll(`${PROFILE}/${owner}`, `${PROFILE}/${owner.slice(0, 1)}*`),
  (text, owner, other) => text.replaceAll(`${PROFILE}/${owner}`, `${PROFILE}/${other}`),
  (text, owner, other) => text.replace(`/${owner}`, `/${other}`),
  (text) => text.replaceAll('"Effect":"Deny"', '"Effect":"Allow"'),
  (text) => text.replace('"NotResource"', '"Resource"'),
  (text) => text.replace('"aws:SourceAccount":"111122223333"', '"aws:SourceAccount":"444455556666"'),
  (text) => text.replace(/"sts:SourceIdentity":"[a-z0-9-]+"/, '"sts:SourceIdentity":"*"'),
  (text) => text.replace('"sagemaker.amazonaws.com"', '"ec2.amazonaws.com"'),
  (text) => text.replace(/"Service":"[a-z.]+"/, '"AWS":"*"'),
  (text) => text.replace('"Action":"sagemaker:CreatePresignedDomainUrl"', '"Action":"sagemaker:*"'),
];

/** mulberry32 */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** One or two changes, each of one person's role or of everybody's. */
function weakened(seed: number): Estate {
  const below = random(seed);
  const mode = below(2) === 0 ? "sessionTags" : "rolePerProfile";
  let estate = company(NAMES, mode);
  for (let times = 1 + below(2); times > 0; times--) {
    const change = CHANGES[below(CHANGES.length)] ?? ((text: string) => text);
    const purpose = mode === "rolePerProfile" && below(3) === 0 ? "minting" : "execution";
    const meant = below(3) === 0 ? NAMES : [NAMES[below(NAMES.length)] ?? "alice"];
    for (const name of meant) {
      const isMeant = (role: AuditedRole) => role.purpose === purpose && role.usedBy.includes(name);
      const other = NAMES[(NAMES.indexOf(name) + 1 + below(NAMES.length - 1)) % NAMES.length] ?? "alice";
      estate = withRoleText(estate, isMeant, (text) => change(text, name, other));
    }
  }
  return estate;
}

/** Each claim of each rule, and its status. */
function statuses(rules: readonly RuleResult[]): ReadonlyMap<string, string> {
  const all = rules.flatMap(({ id, findings }) =>
    findings.map(({ claim, status }) => [`${id} ${claim}`, status] as const),
  );
  return new Map(all);
}

/** A claim about somebody who was left out, as it is said of somebody who was asked about. */
function saidOfAsked(claim: string, kinds: readonly PeopleAlike[]): string {
  const names = new Map<string, string>();
  for (const { asked, alike } of kinds)
    for (const name of alike)
      for (const [from, to] of [name, `${name}-role`, `minting-${name}`].map(
        (text) => [text, text.replace(name, asked[0] ?? "")] as const,
      ))
        names.set(from, to);
  return replaceWords(claim, (word) => {
    const bare = word.replace(/[.,]$/, "");
    return word.replace(bare, names.get(bare) ?? bare);
  }).replace(/\b(\S+)'s\./, (text, name: string) => text.replace(name, names.get(name) ?? name));
}

const found = new Set<string>();
const SEEDS = Array.from({ length: 6 }, (_, index) => index + 1);

test.each(SEEDS)("who is asked about speaks for everybody of the kind, claim by claim: company %i", (seed) => {
  const estate = weakened(seed);
  const { kinds } = askedAbout(estate);
  const some = statuses(auditEstate(estate, OPTIONS).rules);
  const everybody = statuses(auditEstate(estate, { ...OPTIONS, everyPerson: true }).rules);
  const said = [...everybody].map(([claim, status]) => [
    claim,
    status,
    some.get(claim) ?? some.get(saidOfAsked(claim, kinds)),
  ]);
  for (const status of everybody.values()) found.add(status);
  expect(said.filter(([, status, shared]) => status !== shared)).toEqual([]);
  expect([...some].filter(([claim, status]) => everybody.get(claim) !== status)).toEqual([]);
});

test("the companies have people left out, people alone, and claims of every kind", () => {
  const all = SEEDS.map((seed) => askedAbout(weakened(seed)).kinds);
  expect(all.filter((kinds) => kinds.length > 0).length).toBeGreaterThan(SEEDS.length / 2);
  const alone = all.filter((kinds) => kinds.flatMap(({ asked, alike }) => [...asked, ...alike]).length < NAMES.length);
  expect(alone.length).toBeGreaterThan(0);
  expect([...found].sort()).toEqual(expect.arrayContaining(["PROVED", "REFUTED"]));
});
