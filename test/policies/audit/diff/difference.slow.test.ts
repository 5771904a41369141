import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { type AnyStatement, withInputs, withStatements } from "../rules/changed-graph";
import { approved, changesTo, dev, inText, sentences } from "./changes";

/** What is new in sentences, and with a request: what-is-new.slow.test.ts. */

describe("a refactoring is not a change", () => {
  const DENY = "DenyMintingUnlessThroughOurSageMakerEndpoints";
  test.each<[string, Graph]>([
    ["a Sid renamed", inText(dev, DENY, "SomethingElse")],
    ["statements in another order", reversed(dev)],
    [
      "a statement split in two",
      withStatements(dev, "AllowMintingForTheOneProfile", (statement) =>
        [statement.Action ?? []].flat().map((Action, index) => ({ ...statement, Sid: `Part${index}`, Action })),
      ),
    ],
    ["a scalar written as a list", withStatements(dev, DENY, (statement) => ({ ...statement, Action: ["*"] }))],
    [
      "a Deny with IfExists, which a missing key makes true as well",
      inText(
        dev,
        `${DENY}\\",\\"Effect\\":\\"Deny\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"StringNotEquals\\"`,
        `${DENY}\\",\\"Effect\\":\\"Deny\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"StringNotEqualsIfExists\\"`,
      ),
    ],
    ["actions in other letters", withStatements(dev, "AllowSingleResults", upperCase)],
  ])("%s", (_what, graph) => expect(sentences(changesTo(graph))).toEqual([]));

  test("what changed in the text only is named", () => {
    const difference = differenceFrom(baselineOf(approved), collectEstate(reversed(dev)));
    expect(difference.kind === "compared" && difference.reworded).toContain("minting-policy of role minting");
  });
});

describe("settings that decide access", () => {
  const without = (type: string, key: string) =>
    withInputs(
      dev,
      (resource) => resource.type === type,
      ({ [key]: _away, ...inputs }) => inputs,
    );
  test("a method whose authorization changes", () => {
    const open = withInputs(
      dev,
      ({ type, inputs }) => type === "aws:apigateway/method:Method" && inputs["httpMethod"] === "GET",
      (inputs) => ({ ...inputs, authorization: "NONE" }),
    );
    expect(sentences(changesTo(open))).toContainEqual(
      expect.stringMatching(/^NEW: API api answers GET \/v1\/\S+ with authorization NONE/),
    );
  });
  test("a function that leaves the VPC", () => {
    const changes = sentences(changesTo(without("aws:lambda/function:Function", "vpcConfig")));
    expect(changes).toContain("NEW: function studio-url runs outside the VPC");
    expect(changes).toContain("GONE: function studio-url runs inside the VPC");
  });
});

describe("other names for the same things", () => {
  test("a deployed stack, with its own account and ids, is not a change", () => {
    const endpoint = approved.endpoints[0]?.id ?? "";
    const deployed = inText(inText(dev, "111122223333", "999988887777"), endpoint, "vpce-0123456789abcdef0");
    expect(sentences(changesTo(deployed))).toEqual([]);
  });
  test("without a baseline nothing is said", () => {
    expect(differenceFrom(undefined, approved)).toEqual({ kind: "no-baseline" });
  });
});

function upperCase(statement: AnyStatement): AnyStatement {
  const Action = [statement.Action ?? []].flat().map((name) => name.replace(/:.*/, (own) => own.toUpperCase()));
  return { ...statement, Action };
}

/** Every document with its statements from the last to the first. */
function reversed(graph: Graph): Graph {
  const text = JSON.stringify(graph, (_key, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith('{"Version"')) return value;
    const document = JSON.parse(value) as { Statement: unknown[] };
    return JSON.stringify({ ...document, Statement: [...document.Statement].reverse() });
  });
  return JSON.parse(text) as Graph;
}
