import { describeLosses } from "../../../infra/deployed/loss";
import { lossesOf } from "../../../infra/deployed/losses";
import { completed, type Deployed, type DeployedRecord } from "../../../infra/deployed/deployed";
import { describeProblems } from "../../../infra/config/problem";
import { checkSettings, type Settings } from "../../../infra/config/settings";
import { LEAST } from "../config/good-settings";

const POOL = [{ region: "eu-central-1" }, { region: "eu-west-1", cidr: "10.65.0.0/24" }];
const STANDING = {
  ...LEAST,
  studioUserProfiles: ["alice", "bob"],
  rekognitionRegions: POOL,
  rekognitionGroupRegions: { "eu-only": ["eu-central-1"] },
  rekognitionLanes: [
    { group: "ingestion", importance: 1 },
    { group: "portal", importance: 10 },
  ],
  availabilityZoneCount: 3,
  profileMode: "table",
};

const VPC = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712", "subnet-0a1b2c3d4e5f60713"],
  routeTableIds: ["rtb-0a1b2c3d4e5f60711"],
};

function settingsOf(change: Record<string, unknown> = {}): Settings {
  const result = checkSettings({ ...STANDING, ...change });
  if ("problems" in result) throw new Error(describeProblems(result.problems, "dev"));
  return result.settings;
}

/** What stands, in the settings' own words, after an update with this config. */
function standing(change: Record<string, unknown> = {}, studioZones = 3): Deployed {
  return { ...settingsOf(change), studioZones };
}

const told = (before: Deployed, change: Record<string, unknown>) =>
  lossesOf(before, settingsOf(change)).map(({ key, change: what }) => `${key} ${what}`);

test("the same config loses nothing, and neither does more of everything", () => {
  expect(told(standing(), {})).toEqual([]);
  const more = {
    studioUserProfiles: ["bob", "carol", "alice"],
    rekognitionGroupRegions: { "eu-only": ["eu-central-1"], lab: ["eu-west-1"] },
    existingStudioUserProfiles: ["erin"],
  };
  expect(told(standing(), more)).toEqual([]);
  expect(told(standing({ availabilityZoneCount: 2 }, 2), {})).toEqual([]);
});

test.each<readonly [string, Record<string, unknown>, readonly string[]]>([
  [
    "another Region is told alone, whatever else changed",
    { "aws:region": "eu-west-1", vpcCidr: "10.70.0.0/20", rekognitionRegions: [] },
    ["region is eu-west-1, and this stack stands in eu-central-1"],
  ],
  [
    "another network",
    { vpcCidr: "10.70.0.0/20" },
    ["vpcCidr is 10.70.0.0/20, and the network was made with 10.64.0.0/20"],
  ],
  [
    "an existing VPC in place of our own, whatever its network is",
    { vpcCidr: "10.70.0.0/20", existingVpc: VPC },
    ["existingVpc is vpc-0a1b2c3d4e5f60718, and this stack stands in the VPC that it made"],
  ],
  [
    "fewer zones than the domain stands in",
    { availabilityZoneCount: 2 },
    ["availabilityZoneCount is 2, and the Studio domain was made in 3 zones"],
  ],
  [
    "the stack's user pool, with its groups, told once",
    { identityProvider: { kind: "cognito", userPoolId: "eu-central-1_Ab1Cd2Ef3" }, studioGroup: "people" },
    ["identityProvider is eu-central-1_Ab1Cd2Ef3, and this stack has a user pool of its own"],
  ],
  ["a renamed group", { studioGroup: "people" }, ["studioGroup no longer names the group studio-users"]],
  [
    "two renamed groups",
    { studioGroup: "people", rekognitionGroup: "lab" },
    [
      "studioGroup no longer names the group studio-users",
      "rekognitionGroup no longer names the group rekognition-users",
    ],
  ],
  [
    "a confined group taken off",
    { rekognitionGroupRegions: {} },
    ["rekognitionGroupRegions no longer names the group eu-only"],
  ],
  [
    "a lane's group taken off",
    { rekognitionLanes: [{ group: "ingestion", importance: 1 }] },
    ["rekognitionLanes no longer names the group portal"],
  ],
  ["claim mode again", { profileMode: "claim" }, ["profileMode is claim, and this stack has a mapping table"]],
  [
    "an existing domain in place of our own",
    { studioDomainId: "d-abcd1234efgh" },
    ['studioDomainId is "d-abcd1234efgh", and people work in the domain that this stack made'],
  ],
  ["a profile taken off", { studioUserProfiles: ["alice"] }, ["studioUserProfiles no longer lists bob"]],
  [
    "a profile that differs by case is another",
    { studioUserProfiles: ["alice", "Bob"] },
    ["studioUserProfiles no longer lists bob"],
  ],
  [
    "a profile that is only said to exist elsewhere",
    { studioUserProfiles: ["alice"], existingStudioUserProfiles: ["bob"] },
    ["studioUserProfiles no longer lists bob"],
  ],
  ["no pool any more", { rekognitionRegions: [] }, ["rekognitionRegions is empty, and this stack has a pool"]],
])("%s is refused", (_, change, expected) => {
  expect(told(standing(), change)).toEqual(expected);
});

test("a stack in an existing VPC stays there; its subnets and route tables may change", () => {
  const before = standing({ existingVpc: VPC });
  const other = { ...VPC, subnetIds: VPC.subnetIds.slice(1), routeTableIds: ["rtb-0a1b2c3d4e5f60712"] };
  expect(told(before, { existingVpc: other, availabilityZoneCount: 2 })).toEqual([]);
  expect(told(before, {})).toEqual(["existingVpc names no VPC, and this stack stands in vpc-0a1b2c3d4e5f60718"]);
  expect(told(before, { existingVpc: { ...VPC, vpcId: "vpc-0fedcba9876543210" } })).toEqual([
    "existingVpc is vpc-0fedcba9876543210, and this stack stands in vpc-0a1b2c3d4e5f60718",
  ]);
  expect(told(before, { existingVpc: VPC, vpcCidr: "10.70.0.0/20" })).toHaveLength(1);
  const [loss] = lossesOf(before, settingsOf());
  expect(loss?.back.map(({ at }) => at)).toEqual([
    ".vpcId",
    ...[0, 1, 2].map((index) => `.subnetIds[${index}]`),
    ".routeTableIds[0]",
  ]);
});

test("a group that another key names from now on stays the same group", () => {
  expect(told(standing(), { studioGroup: "eu-only", rekognitionGroup: "studio-users" })).toEqual([
    "rekognitionGroup no longer names the group rekognition-users",
  ]);
});

test("profiles made in an existing domain are theirs who work in them, and an empty list binds nobody", () => {
  const existing = { studioDomainId: "d-abcd1234efgh" };
  const moved = ['studioDomainId is "", and people work in d-abcd1234efgh'];
  expect(told(standing(existing, 0), {})).toEqual(moved);
  expect(told(standing({ ...existing, studioUserProfiles: [] }, 0), {})).toEqual([]);
});

test("zones that the domain does not stand in may go, and without a domain of ours any", () => {
  expect(told(standing({}, 2), { availabilityZoneCount: 2 })).toEqual([]);
  expect(told(standing({}, 0), { availabilityZoneCount: 2 })).toEqual([]);
});

describe("what was protected by a switch may go when an update has been made without it", () => {
  const unprotected = standing({ deletionProtection: false, retainStudioHomes: false, retainImages: false });

  test.each<readonly [string, Record<string, unknown>]>([
    ["groups", { studioGroup: "people", rekognitionGroup: "lab", rekognitionGroupRegions: {} }],
    ["the mapping table", { profileMode: "claim" }],
    ["the domain", { studioDomainId: "d-abcd1234efgh" }],
    ["profiles", { studioUserProfiles: [] }],
    ["the pool", { rekognitionRegions: [], rekognitionGroupRegions: {} }],
  ])("%s", (_, change) => {
    expect(told(unprotected, change)).toEqual([]);
  });

  test("and not in the very update that turns it off: what is deleted is still protected then", () => {
    const change = { retainStudioHomes: false, retainImages: false, deletionProtection: false };
    expect(told(standing(), { ...change, studioUserProfiles: [], rekognitionRegions: [] })).toHaveLength(3);
  });

  test("what would break half-way stays refused", () => {
    expect(told(unprotected, { vpcCidr: "10.70.0.0/20", availabilityZoneCount: 2 })).toHaveLength(2);
  });

  test("one switch of two still keeps the pool", () => {
    for (const kept of ["retainImages", "deletionProtection"]) {
      const before = { ...unprotected, [kept]: true };
      const [loss] = lossesOf(before, settingsOf({ rekognitionRegions: [], rekognitionGroupRegions: {} }));
      expect(loss?.instead).toContain(`set ${kept} to false`);
    }
  });
});

describe("a record of an older release, which lacks keys", () => {
  const toldOf = (record: DeployedRecord, change: Record<string, unknown>) => {
    const now = settingsOf(change);
    return lossesOf(completed(record, now), now).map(({ key }) => key);
  };
  const CHANGES: Readonly<Record<string, Record<string, unknown>>> = {
    region: {
      "aws:region": "eu-west-1",
      rekognitionRegions: [{ region: "eu-west-1" }],
      rekognitionGroupRegions: { "eu-only": ["eu-west-1"] },
    },
    vpcCidr: { vpcCidr: "10.70.0.0/20" },
    existingVpc: { existingVpc: VPC },
    availabilityZoneCount: { availabilityZoneCount: 2 },
    studioGroup: { studioGroup: "people" },
    rekognitionGroup: { rekognitionGroup: "lab" },
    rekognitionGroupRegions: { rekognitionGroupRegions: {} },
    profileMode: { profileMode: "claim" },
    studioDomainId: { studioDomainId: "d-abcd1234efgh" },
    studioUserProfiles: { studioUserProfiles: ["alice"] },
    rekognitionRegions: { rekognitionRegions: [] },
  };

  test.each<[keyof Deployed, string]>([
    ["region", "region"],
    ["vpcCidr", "vpcCidr"],
    ["existingVpc", "none: it counts as a VPC of the stack's own"],
    ["studioZones", "availabilityZoneCount"],
    ["studioGroup", "studioGroup"],
    ["rekognitionGroup", "rekognitionGroup"],
    ["rekognitionGroupRegions", "rekognitionGroupRegions"],
    ["profileMode", "profileMode"],
    ["studioDomainId", "studioDomainId"],
    ["studioUserProfiles", "studioUserProfiles"],
    ["rekognitionRegions", "rekognitionRegions"],
    ["deletionProtection", "none: it counts as on"],
    ["retainStudioHomes", "none: it counts as on"],
    ["retainImages", "none: it counts as on"],
  ])("without %s everything is compared as ever, except %s", (lacking, unwatched) => {
    const { [lacking]: _, ...record } = standing();
    for (const [key, change] of Object.entries(CHANGES)) {
      expect(toldOf(record, change)).toEqual(key === unwatched ? [] : [key]);
    }
  });

  test("an empty one refuses nothing but a move out of the VPC that every stack made, and one key alone is compared", () => {
    const { existingVpc, ...others } = CHANGES;
    for (const change of Object.values(others)) expect(toldOf({}, change)).toEqual([]);
    expect(toldOf({}, existingVpc ?? {})).toEqual(["existingVpc"]);
    expect(toldOf({ vpcCidr: "10.64.0.0/20" }, { vpcCidr: "10.70.0.0/20", studioGroup: "people" })).toEqual([
      "vpcCidr",
    ]);
  });

  test("what a switch that was not there yet would keep is kept until an update was made with it off", () => {
    const { deletionProtection: _, ...record } = standing({ deletionProtection: false });
    expect(toldOf(record, { studioGroup: "people", deletionProtection: false })).toEqual(["studioGroup"]);
  });
});

test("each is told with what would be lost, what to do instead, and what undoes it", () => {
  const now = settingsOf({ vpcCidr: "10.70.0.0/20", studioUserProfiles: ["alice"] });
  expect(describeLosses(lossesOf(standing(), now), "prod")).toBe(
    `2 changes of config are refused, because AWS has no way to make them that keeps what people made. Nothing was changed.

vpcCidr is 10.70.0.0/20, and the network was made with 10.64.0.0/20.
    would be lost: the VPC with all that stands in it: the Studio domain and its home folders, every endpoint, and the addresses that the company's DNS forwards to
    instead:       a stack of its own with the other network; or pulumi destroy, and then this one
    to go back:    pulumi config set --stack prod vpcCidr 10.64.0.0/20

studioUserProfiles no longer lists bob.
    would be lost: the user profile bob, and the way to its home folder: a later profile of that name gets a new one
    instead:       keep it listed and close the way in (aws cognito-idp admin-disable-user --username bob); or set retainStudioHomes to false, pulumi up, and make this change then
    to go back:    pulumi config set --stack prod --path 'studioUserProfiles[1]' bob`,
  );
});

test("another Region is undone at the provider's own key, and a pool by its Regions and their networks", () => {
  const undoing = (change: Record<string, unknown>) =>
    lossesOf(standing(), settingsOf(change)).flatMap(({ back }) =>
      back.map(({ name, at, value }) => `${name}${at} ${String(value)}`),
    );
  expect(undoing({ "aws:region": "eu-west-2", rekognitionRegions: [] })).toEqual(["aws:region eu-central-1"]);
  expect(undoing({ rekognitionRegions: [] })).toEqual([
    "rekognitionRegions[0].region eu-central-1",
    "rekognitionRegions[1].region eu-west-1",
    "rekognitionRegions[1].cidr 10.65.0.0/24",
  ]);
  expect(undoing({ rekognitionGroupRegions: {} })).toEqual(['rekognitionGroupRegions["eu-only"][0] eu-central-1']);
});
