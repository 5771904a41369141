import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { PATTERN_KINDS, type PatternKind } from "../../../../policies/audit/diff/patterns/members";
import { graphIn, runGateways } from "../../../infra/changes/run-gateways";
import { inPolicyOf, withInputs } from "../rules/changed-graph";
import { inText } from "./changes";

const PORTAL = "https://portal.corp.example";
const SECOND = "https://second.corp.example";
const THIRD = "https://third.corp.example";
const DOMAINS = ["d-abcdefghijkl", "d-mnopqrstuvwx"];
const POOL = ["eu-west-1", "eu-west-2", "eu-south-2"].map((region, index) => ({
  region,
  cidr: `10.${65 + index}.0.0/24`,
}));
const HOME = { region: "eu-central-1" };
const SAML = { kind: "saml", name: "CorpIdP", metadataUrl: "https://idp.corp.example/metadata" };

/** As it begins, and what a platform engineer changes in two weeks, one thing a day upon the day before. */
const BEGINNING = {
  profileMode: "table",
  studioDomainIds: DOMAINS.slice(0, 1),
  portalOrigins: [PORTAL, SECOND],
  studioDataBuckets: ["corp-data"],
  federation: [SAML],
  rekognitionRegions: [HOME, ...POOL.slice(0, 2)],
  rekognitionReservedConcurrency: 600,
  monitoring: { off: "each run would make a hundred alarms, and none changes here" },
};
const DAYS = {
  person: { studioUserProfiles: ["alice", "bob", "erin"] },
  Region: { rekognitionRegions: [HOME, ...POOL] },
  origin: { portalOrigins: [PORTAL, SECOND, THIRD] },
  domain: { studioDomainIds: DOMAINS },
  bucket: { studioDataBuckets: ["corp-data", "corp-more"] },
  logs: { logRetentionDays: 90 },
  quota: { rekognitionRegions: [{ ...HOME, quotas: { DetectFaces: 60 } }, ...POOL] },
  links: { studioUrlSeconds: 120, studioUrlMaxSeconds: 200, studioSessionMaxSeconds: 14_400 },
  attribute: { federation: [{ ...SAML, attributeMapping: { email: "mail" } }] },
};
type Day = keyof typeof DAYS;

const names = Object.keys(DAYS) as Day[];
const configs = names.reduce<Record<string, object>>(
  (known, name) => ({ ...known, [name]: { ...Object.values(known).at(-1), ...DAYS[name] } }),
  { beginning: BEGINNING },
);
const runs = Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, { config: { ...config } }]));
const graphs = Object.fromEntries(
  Object.entries(
    runGateways("ordinary-day", { ...runs, first: { config: { ...BEGINNING, studioDataBuckets: [] } } }),
  ).map(([name, outcome]) => [name, graphIn(outcome)]),
) as Record<Day | "beginning" | "first", Graph>;

function difference(from: Graph, to: Graph, patterns: readonly PatternKind[] = PATTERN_KINDS) {
  const found = differenceFrom(baselineOf(collectEstate(from), patterns), collectEstate(to));
  if (found.kind !== "compared") throw new Error("There is no baseline.");
  return { ...found, lines: found.changes.map(({ kind, sentence }) => `${kind}: ${sentence}`) };
}

const before = (day: Day): Graph => graphs[names[names.indexOf(day) - 1] ?? "beginning"];
const NEW: Partial<Record<Day, string>> = {
  person: "1 new person, erin: what alice and bob have, under their own names",
  Region: "1 new Region, eu-south-2: what eu-west-1 and eu-west-2 have, under its own name",
  origin: `1 new portal origin, ${THIRD}: what ${PORTAL} and ${SECOND} have, under its own name`,
  domain: `1 new Studio domain, ${DOMAINS[1]}: what ${DOMAINS[0]} has, under its own name`,
  bucket: "1 new data bucket, corp-more: what corp-data has, under its own name",
};

test.each(names)("day by day, with patterns nothing is new and nothing is to be read over: %s", (day) => {
  const approved = NEW[day];
  expect(difference(before(day), graphs[day])).toMatchObject({
    lines: [],
    reworded: [],
    patterned: approved === undefined ? [] : [approved],
  });
});

test.each(["origin", "domain", "bucket"] as const)("without patterns it is one sentence: %s", (day) => {
  expect(difference(before(day), graphs[day], []).lines).toEqual([`NEW: ${NEW[day]}`]);
});

test("a tag that is renamed on every role is two lines, the last", () => {
  const renamed = withInputs(
    graphs.attribute,
    ({ type }) => type === "aws:iam/role:Role",
    (inputs) => ({ ...inputs, tags: { CostCentre: "42" } }),
  );
  const costCenter = inText(renamed, "CostCentre", "CostCenter");
  expect(difference(costCenter, renamed).lines).toEqual([
    expect.stringMatching(/^NEW: role \S+, role .* carry the tag CostCentre: 42$/),
    expect.stringMatching(/^GONE: role \S+, role .* carry the tag CostCenter: 42$/),
  ]);
});

test("the first bucket is like none: one sentence for the roles, one for the endpoint", () => {
  const own = "s3:DeleteObject, s3:GetBucketLocation, s3:GetObject, s3:ListBucket and s3:PutObject in bucket corp-data";
  const { lines } = difference(graphs.first, graphs.beginning);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(own);
});

/** bob's policy without the conditions on the buckets. */
const unconditioned = withInputs(
  graphs.bucket,
  ({ name }) => name === "studio-profiles-bob-policy",
  (inputs) =>
    inPolicyOf(inputs, (all) =>
      all.map((one) => {
        const { Condition: _away, ...rest } = one;
        return /corp-more/.test(JSON.stringify(one)) ? rest : one;
      }),
    ),
);
/** In the roles' policies and in the endpoint's. */
const DELETE = String.raw`\"s3:DeleteObject\"`;
const withAcl = inText(graphs.bucket, DELETE, `${DELETE},${DELETE.replace("DeleteObject", "PutObjectAcl")}`);

test.each<[string, Day, Graph, RegExp]>([
  ["a bucket with one action more", "bucket", withAcl, /role studio-profiles-bob-role .* may s3:PutObjectAcl /],
  [
    "a bucket without the endpoint's condition",
    "bucket",
    unconditioned,
    /role studio-profiles-bob-role may s3:\S+.* (from anywhere|no endpoint)/,
  ],
  ["a bucket that is a wildcard", "bucket", inText(graphs.bucket, "corp-more", "corp-*"), /corp-\*/],
  [
    "an origin that is a wildcard",
    "origin",
    inText(graphs.origin, THIRD, "https://*.corp.example"),
    /hands codes to https:\/\/\*\.corp\.example/,
  ],
  [
    "an origin with another path",
    "origin",
    inText(graphs.origin, `${THIRD}/callback`, `${THIRD}/other`),
    /hands codes to \S+\/other/,
  ],
  [
    "an origin without TLS",
    "origin",
    inText(graphs.origin, THIRD, "http://third.corp.example"),
    /hands codes to http:/,
  ],
  [
    "a domain's profiles beyond those of the other",
    "domain",
    inText(graphs.domain, `user-profile/${DOMAINS[1]}/*`, "user-profile/*"),
    /may sagemaker:CreatePresignedDomainUrl on user-profile\/\*/,
  ],
])("no pattern approves %s", (_what, day, graph, sentence) => {
  const { lines } = difference(before(day), graph);
  expect(lines.filter((line) => line.startsWith("NEW: ")).join("\n")).toMatch(sentence);
});
