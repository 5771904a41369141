import { differencesOf } from "../../../local/drift/compare/compare";
import { expectedItems } from "../../../local/drift/expected/expected";
import { readBackNames } from "../../../local/drift/names";
import type { GraphResource } from "../../../local/program/graph";
import { graphFromStateExport } from "../../../policies/audit/collect/graph/state-export";
import { graphOf } from "../../variants";

const CODE_HASH = "wSLzZv7Yx7cdtQ==";

/** As a state has it: what the provider answered, defaults among it, and no line of ours. */
function inState({ urn, type, custom, id, parent, inputs, outputs }: GraphResource) {
  const reported = {
    "aws:lambda/function:Function": {
      codeSha256: CODE_HASH,
      reservedConcurrentExecutions: inputs["reservedConcurrentExecutions"] ?? -1,
    },
    "aws:apigateway/method:Method": {
      apiKeyRequired: false,
      authorizationScopes: [],
      requestModels: inputs["requestModels"] ?? {},
    },
    "aws:iam/role:Role": { inlinePolicies: [{ name: "by-hand", policy: "{}" }], managedPolicyArns: [] },
  }[type];
  return { urn, type, custom, id, parent, inputs: { ...inputs, __defaults: [] }, outputs: { ...outputs, ...reported } };
}

test("a stack's state says of everything what the program says, and the hash of the code that AWS took", () => {
  const program = graphOf("strict");
  const state = graphFromStateExport({ version: 3, deployment: { resources: program.resources.map(inState) } });
  const [read, expected] = [expectedItems(program, () => CODE_HASH), expectedItems(state, () => "another")];
  expect(differencesOf(expected, read, []).map(({ sentence }) => sentence)).toEqual([]);
  expect(expected.length).toBeGreaterThan(90);
  expect(readBackNames(state)).toEqual(readBackNames(program));
});

test("where CodeDeploy moves aliases, one that was moved back is said, and one under way too", () => {
  const expected = expectedItems(graphOf("strict"), () => CODE_HASH);
  const read = expected.map((item) =>
    item.type === "lambda/alias:Alias" && item.key.startsWith("studio-url")
      ? {
          ...item,
          inputs: { ...item.inputs, functionVersion: "7", routingConfig: { additionalVersionWeights: { 8: 0.1 } } },
        }
      : item,
  );
  expect(differencesOf(expected, read, []).map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^alias live of function studio-url-\w+: functionVersion is 7, the program says 1$/),
    expect.stringMatching(
      /^alias live of function studio-url-\w+: routingConfig.additionalVersionWeights 8 is 0.1, the program says not set$/,
    ),
  ]);
});
