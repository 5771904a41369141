import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { ChangedStatements } from "../../../../policies/audit/diff/changed-statements";
import { RULES } from "../../../../policies/audit/rules";
import { graphOf } from "../../../variants";
import { withBeside, withStatements } from "../rules/changed-graph";
import { unconditional } from "../rules/ways-to-change";

const dev = graphOf("dev");
const baseline = baselineOf(collectEstate(dev));
const DOOR_DENY = "DenyMintingUnlessThroughOurSageMakerEndpoints";
const MINT_ALLOW = "AllowMintingForTheOneProfile";
const API_DENY = "DenyUnlessThroughOurExecuteApiEndpoint";

/** What the request of a rule's first example would be told, after a change of the stack. */
function behind(graph: typeof dev, rule: string) {
  const estate = collectEstate(graph);
  const [example] = RULES.find(({ id }) => id === rule)?.mustAllow(estate) ?? [];
  if (!example) throw new Error(`${rule} has no example.`);
  const changed = new ChangedStatements(baseline, estate).behind(example.request);
  return changed.map(({ how, sid, source }) => [how, sid, source]);
}

const made = expect.stringMatching(/^infra\/.+\.ts:\d+$/) as string;

test("a stack as approved has none", () => expect(behind(dev, "P1")).toEqual([]));

test.each([
  ["a Deny that is gone", withStatements(dev, DOOR_DENY, () => []), "P1", [["gone", DOOR_DENY, made]]],
  [
    "an Allow that reads otherwise",
    withStatements(dev, MINT_ALLOW, unconditional),
    "P1",
    [["changed", MINT_ALLOW, made]],
  ],
  [
    "a statement that is new",
    withBeside(dev, MINT_ALLOW, { Sid: "AllowMore", Effect: "Allow", Action: "sagemaker:*", Resource: "*" }),
    "P1",
    [["new", "AllowMore", made]],
  ],
  ["one of an API", withStatements(dev, API_DENY, () => []), "P7", [["gone", API_DENY, made]]],
  [
    "one of a role's trust",
    withStatements(dev, "LetTheFunctionNameTheCaller", () => []),
    "P3",
    [["gone", "LetTheFunctionNameTheCaller", made]],
  ],
])("%s is named", (_what, graph, rule, expected) => expect(behind(graph, rule)).toEqual(expected));

test.each([
  ["a new Sid", withStatements(dev, MINT_ALLOW, (statement) => ({ ...statement, Sid: "AllowTheSame" }))],
  [
    "a statement about other actions",
    withBeside(dev, MINT_ALLOW, { Sid: "AllowMore", Effect: "Allow", Action: "s3:*", Resource: "*" }),
  ],
  ["a change in a policy without a say", withStatements(dev, API_DENY, () => [])],
])("%s is not", (_what, graph) => expect(behind(graph, "P1")).toEqual([]));
