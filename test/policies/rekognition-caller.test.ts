import { rekognitionCallerPolicy } from "../../policies/rekognition-caller";
import { type Case, decideCase, decidedBy, readCaseFile } from "./case-file";

const HERE = { region: "eu-west-1", endpointId: "vpce-0e1e1e1e1e1e1e1e1" };
const OWN = "arn:aws:rekognition:eu-west-1:111122223333:project";
const CONTEXT = { "aws:SourceVpce": HERE.endpointId, "aws:RequestedRegion": HERE.region };

/** No operation of the shipped pool needs a resource; one that does, such as DetectCustomLabels, is confined to it. */
const policy = rekognitionCallerPolicy({
  ...HERE,
  actions: {
    onAnything: ["rekognition:DetectFaces"],
    onResources: [{ action: "rekognition:DetectCustomLabels", resource: `${OWN}/*/version/*` }],
  },
});

const MINE = `${OWN}/parts/version/first/1700000000000`;

test.each([
  ["a model of the account's", { action: "rekognition:DetectCustomLabels", resource: MINE }, true],
  [
    "something else of the account's",
    { action: "rekognition:DetectCustomLabels", resource: MINE.replace("project/parts", "collection/parts") },
    false,
  ],
  [
    "a model of another Region",
    { action: "rekognition:DetectCustomLabels", resource: MINE.replace("eu-west-1", "us-east-1") },
    false,
  ],
  [
    "a model through another endpoint",
    { action: "rekognition:DetectCustomLabels", resource: MINE, context: { ...CONTEXT, "aws:SourceVpce": "vpce-0a" } },
    false,
  ],
  ["an operation without a resource type", { action: "rekognition:DetectFaces", resource: "*" }, true],
])("an operation that needs a resource: %s", (name, asked, isAllowed) => {
  const file = readCaseFile(
    JSON.stringify({
      about: name,
      decide: "same-account",
      policies: { identity: [{ name: "rekognition-caller", inline: policy }] },
      defaults: { principal: { role: "arn:aws:iam::111122223333:role/rekognition-role" }, context: CONTEXT },
      cases: [{ name, ...asked, expect: isAllowed ? "allow" : "deny", decidedBy: null }],
    }),
  );
  const decision = decideCase(file, file.cases[0] as Case);
  expect([decision.allowed, decidedBy(decision)]).toEqual([
    isAllowed,
    isAllowed ? expect.stringContaining("HereThroughItsEndpoint") : null,
  ]);
});
