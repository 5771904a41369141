import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { PATTERN_KINDS, type PatternKind } from "../../../../policies/audit/diff/patterns/members";
import { graphIn, runGateways } from "../../../infra/changes/run-gateways";
import { type AnyStatement, inPolicyOf, withInputs } from "../rules/changed-graph";
import { dev } from "./changes";

const EXECUTIONS = { rekognitionReservedConcurrency: 500 };
const POOL = [
  { region: "eu-central-1" },
  { region: "eu-west-1", cidr: "10.65.0.0/24" },
  { region: "eu-west-2", cidr: "10.66.0.0/24" },
];
const config = (values: Readonly<Record<string, unknown>>) => ({ config: values });
/** People without a pool: to compare them takes half the time, and the pool has nothing to do with them. */
const people = (studioUserProfiles: readonly string[], more: Readonly<Record<string, unknown>> = {}) =>
  config({ rekognitionRegions: [], studioUserProfiles, monitoring: { off: "nothing here is about alarms" }, ...more });
const outcomes = runGateways("one-more", {
  two: people(["alice", "bob"]),
  erin: people(["alice", "bob", "erin"]),
  twoMore: people(["alice", "bob", "erin", "bob-2"]),
  region: config({ rekognitionRegions: [...POOL, { region: "eu-south-2", cidr: "10.67.0.0/24" }], ...EXECUTIONS }),
  both: config({
    studioUserProfiles: ["alice", "bob", "erin"],
    rekognitionRegions: [...POOL, { region: "eu-south-2", cidr: "10.67.0.0/24" }],
    ...EXECUTIONS,
  }),
  rolePerProfile: people(["alice", "bob"], { mintingMode: "rolePerProfile" }),
  rolePerProfileErin: people(["alice", "bob", "erin"], { mintingMode: "rolePerProfile" }),
  swapped: people(["alice", "erin"]),
  onlyAlice: people(["alice"]),
});
const graphs = Object.fromEntries(
  Object.entries(outcomes).map(([name, outcome]) => [name, graphIn(outcome)]),
) as Record<keyof typeof outcomes, Graph>;

function difference(from: Graph, to: Graph, patterns: readonly PatternKind[] = PATTERN_KINDS) {
  const found = differenceFrom(baselineOf(collectEstate(from), patterns), collectEstate(to));
  if (found.kind !== "compared") throw new Error("There is no baseline.");
  return { ...found, lines: found.changes.map(({ kind, sentence }) => `${kind}: ${sentence}`) };
}

const ERIN = "1 new person, erin: what alice and bob have, under their own names";
const NORTH = "1 new Region, eu-south-2: what eu-west-1 and eu-west-2 have, under its own name";

test.each<[string, Graph, Graph, string[]]>([
  ["a person", graphs.two, graphs.erin, [ERIN]],
  [
    "two people, one of whose names holds another's",
    graphs.two,
    graphs.twoMore,
    ["2 new people, bob-2 and erin: what alice and bob have, under their own names"],
  ],
  ["a Region", dev, graphs.region, [NORTH]],
  ["a Region and a person", dev, graphs.both, [NORTH, ERIN]],
  ["a person, with a minting role for each", graphs.rolePerProfile, graphs.rolePerProfileErin, [ERIN]],
  [
    "a person beside one",
    graphs.onlyAlice,
    graphs.swapped,
    ["1 new person, erin: what alice has, under their own names"],
  ],
])("one more of what there is, %s: with the pattern nothing is new", (_, from, to, expected) => {
  expect(difference(from, to)).toMatchObject({ lines: [], patterned: expect.arrayContaining(expected) as string[] });
});

test("without a pattern each of them is new, in the same words", () => {
  expect(difference(dev, graphs.both, [])).toMatchObject({ lines: [`NEW: ${NORTH}`, `NEW: ${ERIN}`], patterned: [] });
  const [from, to] = [graphs.rolePerProfile, graphs.rolePerProfileErin];
  expect(difference(from, to, [])).toMatchObject({ lines: [`NEW: ${ERIN}`], patterned: [] });
});

test("a pattern of another kind approves nothing", () => {
  expect(difference(graphs.two, graphs.erin, ["Region"])).toMatchObject({ lines: [`NEW: ${ERIN}`], patterned: [] });
});

test("who goes is said, while who comes is approved", () => {
  const { lines, patterned } = difference(graphs.two, graphs.swapped);
  expect(patterned).toEqual([ERIN]);
  expect(lines.filter((line) => !line.startsWith("GONE: "))).toEqual([]);
  expect(lines.join("\n")).toMatch(/role studio-profiles-bob-role, and whatever it could do/);
});

/** erin's execution role with a statement changed or added. */
function erinWith(change: (statements: readonly AnyStatement[]) => readonly AnyStatement[]): Graph {
  const isHers = ({ type, name }: Graph["resources"][number]) =>
    type === "aws:iam/rolePolicy:RolePolicy" && name === "studio-profiles-erin-policy";
  return withInputs(graphs.erin, isHers, (inputs) => inPolicyOf(inputs, change));
}

const EXTRA = { Sid: "More", Effect: "Allow", Resource: "*" };

test.each<[string, Graph, RegExp]>([
  [
    "one action more",
    erinWith((all) => [...all, { ...EXTRA, Action: "bedrock:InvokeModel" }]),
    /^NEW: role studio-profiles-erin-role may bedrock:InvokeModel/,
  ],
  [
    "one bucket more",
    erinWith((all) => [...all, { ...EXTRA, Action: "s3:GetObject", Resource: "arn:aws:s3:::payroll/*" }]),
    /^NEW: role studio-profiles-erin-role may s3:GetObject on s3:payroll/,
  ],
  [
    "another's profile",
    erinWith((all) => JSON.parse(JSON.stringify(all).replaceAll("/erin", "/alice")) as AnyStatement[]),
    /^NEW: role studio-profiles-erin-role may sagemaker:\S+ .*alice/,
  ],
  [
    "without her endpoint's condition",
    erinWith((all) =>
      all.map(({ Condition: _away, ...statement }) => statement).filter(({ Effect }) => Effect === "Allow"),
    ),
    /^NEW: role studio-profiles-erin-role may \S+/,
  ],
])("a new person with %s is new access, whatever the pattern says", (_, graph, sentence) => {
  const { changes, lines } = difference(graphs.two, graph);
  expect(changes.filter(({ kind }) => kind === "NEW").length).toBeGreaterThan(0);
  expect(lines.join("\n")).toMatch(new RegExp(sentence.source, "m"));
});

test("more for somebody who was there already is new access beside a new person", () => {
  const isAlices = ({ type, name }: Graph["resources"][number]) =>
    type === "aws:iam/rolePolicy:RolePolicy" && name === "studio-profiles-alice-policy";
  const graph = withInputs(graphs.erin, isAlices, (inputs) =>
    inPolicyOf(inputs, (all) => [...all, { ...EXTRA, Action: "bedrock:InvokeModel" }]),
  );
  expect(difference(graphs.two, graph).lines).toEqual([
    expect.stringMatching(/^NEW: role studio-profiles-alice-role may bedrock:InvokeModel/),
  ]);
});

test("the gravest is read first, and labels last", () => {
  const labelled = withInputs(
    graphs.erin,
    ({ name, type }) => type === "aws:iam/role:Role" && name === "minting",
    (inputs) => ({ ...inputs, tags: { ...(inputs["tags"] as object), Aa: "new" } }),
  );
  const { lines } = difference(graphs.two, labelled, []);
  expect(lines.map((line) => line.replace(/carries the tag .*/, "tag"))).toEqual([
    `NEW: ${ERIN}`,
    "NEW: role minting tag",
  ]);
});
