import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import { decideIn } from "../../../../policies/audit/replay";
import type { Change } from "../../../../policies/audit/report";
import { graphOf } from "../../../variants";
import { type AnyStatement, withInputs, withStatements } from "../rules/changed-graph";

const dev = graphOf("dev");
const approved = collectEstate(dev);

const known = new Map<Graph, readonly Change[]>();

/** What a graph brings that dev does not have; asked once for each graph. */
function changesTo(graph: Graph): readonly Change[] {
  const changes = known.get(graph) ?? changesFrom(dev, graph);
  known.set(graph, changes);
  return changes;
}

function changesFrom(from: Graph, to: Graph): readonly Change[] {
  const difference = differenceFrom(baselineOf(collectEstate(from)), collectEstate(to));
  return difference.kind === "compared" ? difference.changes : [];
}

const sentences = (changes: readonly Change[]) => changes.map(({ kind, sentence }) => `${kind}: ${sentence}`);
const inText = (graph: Graph, from: string, to: string): Graph => {
  const text = JSON.stringify(graph);
  if (!text.includes(from)) throw new Error(`The graph does not hold ${from}.`);
  return JSON.parse(text.replaceAll(from, to)) as Graph;
};

describe("a refactoring is no change", () => {
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

describe("what is new is said in a sentence, with a request that only the new policies allow", () => {
  const OPEN = withStatements(
    withStatements(dev, "DenyMintingUnlessThroughOurSageMakerEndpoints", () => []),
    "AllowMintingForTheOneProfile",
    ({ Condition: _away, ...statement }) => statement,
  );
  const DETECTION = inText(
    dev,
    '\\"rekognition:DetectText\\"',
    '\\"rekognition:DetectText\\",\\"rekognition:IndexFaces\\"',
  );
  const BUCKET = withInputs(
    dev,
    ({ type }) => type === "aws:s3/bucketPolicy:BucketPolicy",
    (inputs) => {
      const own = JSON.parse(String(inputs["policy"])) as { Statement: AnyStatement[] };
      const Resource = [own.Statement[0]?.Resource ?? []].flat().find((arn) => arn.endsWith("/*"));
      const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource };
      return { ...inputs, policy: JSON.stringify({ Version: "2012-10-17", Statement: [open] }) };
    },
  );
  const TRUST = withStatements(dev, "LetTheFunctionMintAsSomebodyForOneProfile", (statement) => [
    statement,
    { Sid: "Anybody", Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
  ]);
  test.each<[string, Graph, RegExp]>([
    [
      "an endpoint is asked for no more",
      OPEN,
      /^role minting may sagemaker:CreatePresignedDomainUrl on user-profile\/\S+ through \S.* or no endpoint$/,
    ],
    [
      "an action more, in its role and at its endpoints",
      DETECTION,
      /^role image-ingest-role and role rekognition-role may rekognition:IndexFaces on \* through rekognition-eu-central-1-endpoint, rekognition-eu-west-1-endpoint or rekognition-eu-west-2-endpoint$/,
    ],
    ["endpoints alone", DETECTION, /past the policies of endpoints rekognition-eu-central-1-endpoint, /],
    [
      "a Deny of the API inverted",
      withStatements(dev, "DenyUnlessThroughOurExecuteApiEndpoint", () => []),
      /^whoever the authorizer lets pass .*may call API api through endpoints that are not ours or no endpoint/,
    ],
    ["a trust that names the account", TRUST, /^any other role of the account may become role minting/],
    ["a bucket's policy that lets everybody read", BUCKET, /^everybody may s3:GetObject on s3:images-\S+ through \S+/],
  ])("%s", (_what, graph, sentence) => {
    const added = changesTo(graph).filter(({ kind }) => kind === "NEW");
    const change = added.find((one) => sentence.test(one.sentence));
    expect(sentences(added).join("\n")).toMatch(new RegExp(sentence.source.replace(/^\^/, "").replace(/\$$/, "")));
    const request = change?.witness?.request;
    if (!request || !("action" in request) || request.action === "execute-api:Invoke" || /past/.test(sentence.source))
      return;
    expect(decideIn(approved, request, { kind: "service" }).allowed).toBe(false);
    expect(decideIn(collectEstate(graph), request, { kind: "service" }).allowed).toBe(true);
  });

  test("the way back is said as gone", () => {
    const back = changesFrom(OPEN, dev);
    expect(sentences(back)).toContainEqual(
      expect.stringMatching(/^GONE: role minting could sagemaker:CreatePresignedDomainUrl on/),
    );
    expect(back.filter(({ kind }) => kind === "NEW")).toEqual([]);
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
  test("a deployed stack, with its own account and ids, is no change", () => {
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
