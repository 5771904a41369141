import {
  allLanes,
  callerLane,
  ingestionLane,
  INGESTION,
  laneOfGroups,
  lanesText,
  readLanes,
} from "../../../../functions/pool/lanes/lanes";

const OTHERS = "rekognition-users";
const RULES = [
  { group: "batch", importance: 3, waitSeconds: 2, floor: 0.1, enforce: false },
  { group: "portal", importance: 10 },
];
const LISTED = [...RULES, { group: OTHERS, importance: 5 }, { group: INGESTION, importance: 2 }];

test.each([
  ["in one lane's group", [OTHERS, "batch"], RULES, "batch"],
  ["in two: the most important is theirs", ["batch", OTHERS, "portal"], RULES, "portal"],
  ["in none: they are with the others", [OTHERS, "studio-users"], RULES, OTHERS],
  ["in a lane below the others', where these are listed", [OTHERS, "batch"], LISTED, "batch"],
  ["in a group named like the bucket's lane, which is not a caller's", [OTHERS, "ingestion"], LISTED, OTHERS],
  ["anywhere, while there are no lanes", [OTHERS, "portal"], [], undefined],
])("a caller's lane, %s", (_, groups, rules, expected) => {
  expect(laneOfGroups(groups, rules, OTHERS)).toBe(expected);
});

test("weights are shares of the highest importance, and what config does not list has the least of it", () => {
  const lane = (name: string, rules = RULES) => callerLane(rules, name, OTHERS);
  expect(lane("portal")).toEqual({ name: "portal", weight: 1, waitMs: undefined, floor: 0.01, isEnforced: true });
  expect(lane("batch")).toEqual({ name: "batch", weight: 0.3, waitMs: 2000, floor: 0.1, isEnforced: false });
  expect(lane(OTHERS)).toMatchObject({ name: OTHERS, weight: 0.1 });
  expect(ingestionLane(RULES)).toMatchObject({ name: INGESTION, weight: 0.1 });
  expect(ingestionLane(LISTED)).toMatchObject({ weight: 0.2 });
  expect(allLanes(LISTED, OTHERS).map(({ name }) => name)).toEqual(["portal", OTHERS, "batch", INGESTION]);
});

test.each([["gone-from-config"], [INGESTION], [undefined]])(
  "a caller whose lane is %s goes with the others",
  (name) => {
    expect(callerLane(LISTED, name, OTHERS)).toMatchObject({ name: OTHERS, weight: 0.5 });
  },
);

test("without lanes no call has one", () => {
  expect([callerLane([], "portal", OTHERS), ingestionLane([]), allLanes([], OTHERS)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  expect([lanesText([]), readLanes("")]).toEqual(["", []]);
});

test("the text of lanes is read as it was written", () => {
  expect(readLanes(lanesText(LISTED))).toEqual(LISTED);
});

test.each([
  ["an object", "{}"],
  ["a name", '["portal"]'],
  ["no importance", '[{"group":"a"}]'],
  ["too much of it", '[{"group":"a","importance":101}]'],
  ["a name with a line break", '[{"group":"a\\nb","importance":1}]'],
  ["a wait beyond the longest", '[{"group":"a","importance":1,"waitSeconds":21}]'],
  ["a floor above all calls", '[{"group":"a","importance":1,"floor":1.1}]'],
  ["a switch that is text", '[{"group":"a","importance":1,"enforce":"no"}]'],
])("%s is not a list of lanes", (_, text) => {
  expect(readLanes(text)).toBeUndefined();
});
