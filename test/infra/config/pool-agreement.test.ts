import type { Problem } from "../../../infra/config/problem";
import { checkSettings } from "../../../infra/config/settings";
import { LEAST } from "./good-settings";

const HOME = { region: "eu-central-1" };
const IRELAND = { region: "eu-west-1", cidr: "10.65.0.0/24" };
const CANADA = { region: "ca-central-1", cidr: "10.66.0.0/24" };

/** Problems of a pool of home and Ireland with these changes. */
function problemsOf(change: Record<string, unknown>): readonly Problem[] {
  const result = checkSettings({ ...LEAST, rekognitionRegions: [HOME, IRELAND], ...change });
  return "problems" in result ? result.problems : [];
}

test("home and Ireland agree with every default", () => {
  expect(problemsOf({})).toEqual([]);
});

test("a pool needs no home Region: it may be elsewhere only", () => {
  expect(problemsOf({ rekognitionRegions: [IRELAND] })).toEqual([]);
});

test("while there is no pool, nothing about it is compared", () => {
  expect(problemsOf({ rekognitionRegions: [], s3ObjectAccess: "own-and-shared", rekognitionOperations: [] })).toEqual(
    [],
  );
});

test.each<[string, Record<string, unknown>, string, RegExp]>([
  [
    "a Region without a network",
    { rekognitionRegions: [{ region: "eu-west-1" }] },
    "rekognitionRegions[0].cidr",
    /own/,
  ],
  [
    "networks of two Regions overlap",
    { rekognitionRegions: [IRELAND, { region: "eu-west-2", cidr: "10.65.0.0/26" }] },
    "rekognitionRegions[1].cidr",
    /overlaps with 10\.65\.0\.0\/24 of eu-west-1/,
  ],
  [
    "a network overlaps with the VPC",
    { vpcCidr: "10.65.0.0/20" },
    "rekognitionRegions[1].cidr",
    /overlaps with 10\.65\.0\.0\/20 of vpcCidr/,
  ],
  [
    "a network overlaps with the company's",
    { corporateCidrs: ["10.65.0.0/25"] },
    "rekognitionRegions[1].cidr",
    /overlaps with 10\.65\.0\.0\/25 of corporateCidrs/,
  ],
  [
    "the event bus is in another Region",
    { ingestEvents: "arn:aws:events:eu-west-1:111122223333:event-bus/images" },
    "ingestEvents",
    /is not in eu-central-1: events reach buses of the home Region only/,
  ],
  [
    "images may go where nothing is built",
    { rekognitionAllowedRegions: ["eu-central-1", "eu-west-2"] },
    "rekognitionAllowedRegions[1]",
    /not among rekognitionRegions/,
  ],
  [
    "a group's images may go where the environment's may not",
    { rekognitionAllowedRegions: ["eu-central-1"], rekognitionGroupRegions: { lab: ["eu-central-1", "eu-west-1"] } },
    "rekognitionGroupRegions.lab[1]",
    /not among the Regions that images of this environment may go to/,
  ],
  ["no operation at all", { rekognitionOperations: [] }, "rekognitionOperations", /lists no operation/],
  [
    "an operation that exists in no Region of the pool",
    {
      rekognitionRegions: [CANADA],
      rekognitionOperations: ["DetectFaces", "DetectText"],
      ingestDefaultOperations: ["DetectFaces"],
    },
    "rekognitionOperations[1]",
    /in none of the allowed Regions ca-central-1/,
  ],
  [
    "an operation taken out of use everywhere",
    { rekognitionRegions: [{ ...HOME, quotas: { DetectText: 0 } }] },
    "rekognitionOperations[5]",
    /in none of the allowed Regions eu-central-1/,
  ],
  [
    "a Region that has none of the operations",
    { rekognitionRegions: [HOME, CANADA], rekognitionOperations: ["DetectLabels"] },
    "rekognitionRegions[1]",
    /has none of rekognitionOperations/,
  ],
  [
    "dropped images are to get an operation that is not served",
    { rekognitionOperations: ["DetectFaces"] },
    "ingestDefaultOperations[0]",
    /not among rekognitionOperations/,
  ],
  ["shared prefixes without a prefix", { s3ObjectAccess: "own-and-shared" }, "s3ObjectAccess", /there are none/],
])("%s: one problem, at its place, with a fix", (_, change, place, words) => {
  const problems = problemsOf(change);
  expect(problems.map(({ key }) => key)).toEqual([place]);
  expect(problems[0]?.fault).toMatch(words);
  expect(problems[0]?.fix).not.toEqual([]);
});
