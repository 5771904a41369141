import fc from "fast-check";
import { decideCaller, profilesByClaim } from "../../../functions/authorizer/decide";
import { policyFor } from "../../../functions/authorizer/policy";
import { encodeCaller, scalarsOnly } from "../../../functions/contract/caller";
import { caller, DOMAIN, LIMITS, PREFIX } from "../events";

const SEED = { seed: 20_260_101, numRuns: 2000 };
const METHOD = `${PREFIX}/GET/v1/studio/profiles`;
const ROUTE = "/v1/studio/profiles";
const RULES = {
  requiredScope: "",
  studioGroup: "studio-users",
  nameRule: {},
  domainId: DOMAIN,
  limits: LIMITS,
  rekognitionGroup: "rekognition-users",
  rekognitionOperations: [],
  groupRegions: {},
  lanes: [],
};
const token = (username: string) => ({
  issuer: "https://issuer.example",
  subject: "a1",
  name: username,
  hasTooManyGroups: false,
  groups: ["studio-users"],
  scopes: [],
  expiresAt: 1_700_000_000,
});

function entriesFor(username: string) {
  const verified = token(username);
  return decideCaller(verified, profilesByClaim(verified, RULES), RULES, { resource: ROUTE, pathParameters: null })
    .entries;
}

/** Names made of what matters in ARNs, policies and paths, beside letters. */
const dangerous = fc.string({ unit: fc.constantFrom(..."ab1-*?/\\${}:.%_ \n\u0000é".split("")), maxLength: 70 });

test("whatever the user name, every ARN in the answer is literal", () => {
  fc.assert(
    fc.property(fc.oneof(dangerous, fc.string({ unit: "binary" })), (username) => {
      const entries = entriesFor(username);
      const text = JSON.stringify(policyFor(METHOD, entries));
      if (entries.length === 0) return !text.includes("Allow") && !text.includes("/profiles/");
      const arns = text.match(/arn:[^"]*/g) ?? [];
      return arns.length === 4 && arns.every((arn) => /^arn:aws:execute-api:[a-z0-9-]+:\d+:[A-Za-z0-9/-]+$/.test(arn));
    }),
    SEED,
  );
});

test("a name passes exactly when it is SageMaker's", () => {
  fc.assert(
    fc.property(dangerous, (username) => {
      const isGood = username.length <= 63 && /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/.test(username);
      return (entriesFor(username).length === 1) === isGood;
    }),
    SEED,
  );
});

test("several profiles of one caller are all in the one closed set", () => {
  const entries = ["alice", "alice-2"].map((userProfileName) => ({
    domainId: DOMAIN,
    userProfileName,
    limits: LIMITS,
  }));
  const [allow, deny] = policyFor(METHOD, entries).Statement as unknown as Record<string, string[]>[];
  expect(allow?.["Resource"]).toHaveLength(3);
  expect(deny?.["NotResource"]).toEqual(allow?.["Resource"]);
});

test("an ARN longer than API Gateway accepts is an error", () => {
  const method = METHOD.replace("/dev/", `/${"s".repeat(400)}/`);
  expect(() => policyFor(method, caller("alice").entries)).toThrow("longer than 512 characters");
});

test.each([
  ["an object", { alice: {} }],
  ["a list", { alice: [] }],
  ["null", { alice: null }],
  ["nothing", { alice: undefined }],
])("a context with %s in it is refused: API Gateway passes scalars only", (_, context) => {
  expect(() => scalarsOnly({ fine: "text", ...context })).toThrow("not so: alice.");
});

test("a caller's context is made of scalars", () => {
  expect(Object.values(encodeCaller(caller("alice"))).map((value) => typeof value)).not.toContain("object");
});
