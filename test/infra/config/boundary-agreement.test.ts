import { checkSettings } from "../../../infra/config/settings";
import { IMAGE } from "./studio-apps-mistakes";
import { LEAST } from "./good-settings";
import { BOUNDARY_ARN, WIDE_BOUNDARY } from "./guardrail-mistakes";

/** Place and fault of everything that is wrong with a boundary of these statements. */
function told(statements: readonly object[], change: Record<string, unknown> = {}): string[] {
  const permissionsBoundaryPolicy = { Version: "2012-10-17", Statement: statements };
  const named = { permissionsBoundaryArn: BOUNDARY_ARN, permissionsBoundaryPolicy };
  const result = checkSettings({ ...LEAST, studioUserProfiles: ["alice"], ...named, ...change });
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
}

const ALL = { Effect: "Allow", Action: "*", Resource: "*" };

test("a boundary that leaves the stack what it needs is taken, with and without its text", () => {
  expect(told(WIDE_BOUNDARY.Statement)).toEqual([]);
  expect(told([], { permissionsBoundaryPolicy: {} })).toEqual([]);
  expect(told([ALL, { Effect: "Deny", Action: "sts:*", Resource: "arn:aws:iam::*:role/admin" }])).toEqual([]);
  expect(told([ALL, { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { x: "true" } } }])).toEqual([]);
});

test("one that cannot work is refused for every part of the stack at once, with the actions and the statement", () => {
  const without = { Effect: "Allow", NotAction: ["sts:AssumeRole", "logs:*"], Resource: "*" };
  expect(told([without, { Sid: "NoInterfaces", Effect: "Deny", Action: "ec2:*Interface", Resource: "*" }])).toEqual([
    expect.stringContaining(
      "every function, for its log, needs logs:CreateLogStream (no statement allows it), logs:Put",
    ),
    expect.stringContaining(`ec2:CreateNetworkInterface (denied by "NoInterfaces")`),
    expect.stringContaining(
      "permissionsBoundaryPolicy is a boundary that cannot work: the studio-url function needs sts:AssumeRole (no statement allows it)",
    ),
  ]);
});

test.each([
  ["session tags need", "sts:TagSession", {}, true],
  ["a role for each profile does not need", "sts:TagSession", { mintingMode: "rolePerProfile" }, false],
  ["rows need", "dynamodb:GetItem", { profileMode: "table" }, true],
  ["claims do not need", "dynamodb:GetItem", {}, false],
  ["an image of Studio's needs", "ecr:BatchGetImage", { customImages: [IMAGE] }, true],
  ["the pool needs", "rekognition:DetectFaces", { rekognitionRegions: [{ region: "eu-central-1" }] }, true],
  ["without a pool nothing needs", "rekognition:DetectFaces", {}, false],
])("%s %s", (_, action, change, isNeeded) => {
  const faults = told([{ Effect: "Allow", NotAction: action, Resource: "*" }], change);
  expect(faults.length > 0 && faults.every((fault) => fault.includes(action))).toBe(isNeeded);
});
