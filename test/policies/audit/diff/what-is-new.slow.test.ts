import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { decideIn } from "../../../../policies/audit/replay";
import { graphOf } from "../../../variants";
import { type AnyStatement, withInputs, withStatements } from "../rules/changed-graph";
import { approved, changesFrom, changesTo, dev, inText, sentences } from "./changes";

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
      /^role minting may sagemaker:CreatePresignedDomainUrl and sagemaker:DescribeUserProfile on user-profile\/\S+ through \S.* or no endpoint, where it was refused before$/,
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
      /^a caller whom the authorizer lets pass .*may call API api through endpoints that are not ours or no endpoint/,
    ],
    ["a trust that names the account", TRUST, /^any other role of the account may become role minting/],
    [
      "a bucket's policy that lets everybody read",
      BUCKET,
      /^every caller may s3:GetObject on s3:images-\S+ through \S+/,
    ],
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
      expect.stringMatching(
        /^GONE: role minting could sagemaker:CreatePresignedDomainUrl and sagemaker:DescribeUserProfile on/,
      ),
    );
    expect(back.filter(({ kind }) => kind === "NEW")).toEqual([]);
  });
});

test("a role more is told by what it may do, and a role less by its name", () => {
  expect(sentences(changesFrom(graphOf("strict"), dev))).toContainEqual(
    expect.stringMatching(/^NEW: .*rekognition-role.* may .*rekognition:DetectFaces/),
  );
  expect(sentences(changesTo(graphOf("strict")))).toContain("GONE: role rekognition-role, and whatever it could do");
});
