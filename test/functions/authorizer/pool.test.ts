import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { decodeCaller, regionsOfGroups } from "../../../functions/contract/caller";
import { OPERATION_NAMES, OPERATIONS } from "../../../functions/pool/operations";
import {
  AUTHORIZER_ENVIRONMENT,
  bearer,
  caller,
  contextOf,
  DOMAIN,
  MINT_RESOURCE,
  PREFIX,
  PROFILES_RESOURCE,
} from "../events";
import { FunctionProcess } from "../function-process";
import { accessClaims, sign, signingKey } from "../tokens";

const key = signingKey();
const OPERATION_PATHS = OPERATION_NAMES.map((name) => OPERATIONS[name].path);
const POOL = {
  REKOGNITION_GROUP: "rekognition-users",
  REKOGNITION_OPERATIONS: OPERATION_PATHS.join(","),
  GROUP_REGIONS: JSON.stringify({
    "works-council": ["eu-central-1", "eu-west-1"],
    hospital: ["eu-west-1", "eu-west-2"],
  }),
};
const started: FunctionProcess<APIGatewayAuthorizerResult>[] = [];

function start(changes: Record<string, string> = {}): FunctionProcess<APIGatewayAuthorizerResult> {
  const KEY_SET = JSON.stringify({ keys: [key.jwk] });
  const process = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-pinned-keys", {
    ...AUTHORIZER_ENVIRONMENT,
    ...POOL,
    KEY_SET,
    ...changes,
  });
  started.push(process);
  return process;
}

let authorizer: FunctionProcess<APIGatewayAuthorizerResult>;

beforeAll(() => (authorizer = start()));
afterAll(() => Promise.all(started.map((each) => each.stop())));

const ask = async (groups: readonly string[], who = authorizer, claims = {}) =>
  who.answer(bearer(sign(key, accessClaims({ "cognito:groups": groups, ...claims }))));

const STUDIO = [
  `${PREFIX}/GET/v1/studio/profiles`,
  `${PREFIX}/POST/v1/studio/domains/${DOMAIN}/profiles/alice/presigned-url`,
];
const POOL_ROUTES = [
  ...OPERATION_PATHS.map((operation) => `${PREFIX}/POST/v1/rekognition/${operation}`),
  `${PREFIX}/POST/v1/images`,
  `${PREFIX}/GET/v1/images/*`,
];
const closed = (own: readonly string[]) => [
  { Effect: "Allow", Action: "execute-api:Invoke", Resource: own },
  { Effect: "Deny", Action: "execute-api:Invoke", NotResource: own },
];

test.each([
  ["of both groups", ["studio-users", "rekognition-users"], [...STUDIO, ...POOL_ROUTES]],
  ["of the pool's group only", ["rekognition-users"], POOL_ROUTES],
  ["of the Studio group only", ["studio-users"], STUDIO],
])("a member %s is let through to exactly those routes", async (_, groups, own) => {
  expect((await ask(groups)).policyDocument.Statement).toEqual(closed(own));
});

test("a member of neither group is denied everything", async () => {
  const { policyDocument, context } = await ask(["others"]);
  expect(JSON.stringify(policyDocument)).not.toContain("Allow");
  expect(context).not.toHaveProperty("rekognition");
});

const STUDIO_RESOURCES = [PROFILES_RESOURCE, MINT_RESOURCE];
const POOL_RESOURCES = ["/v1/rekognition/{operation}", "/v1/images", "/v1/images/{imageId}"];

test.each([
  ["of both groups", ["studio-users", "rekognition-users"], "not_your_profile", "operation_not_enabled"],
  ["of the pool's group only", ["rekognition-users"], "not_in_studio_group", "operation_not_enabled"],
  ["of the Studio group only", ["studio-users"], "not_your_profile", "no_rekognition_access"],
  ["of neither group", ["others"], "not_in_studio_group", "no_rekognition_access"],
])(
  "what a member %s reads depends on the route that is refused, what is allowed does not",
  async (_, groups, studio, pool) => {
    const token = sign(key, accessClaims({ "cognito:groups": groups }));
    const answerFor = (resource: string) => authorizer.answer(bearer(token, { resource }));
    const { policyDocument: usual } = await answerFor(PROFILES_RESOURCE);
    for (const [resources, reason] of [
      [STUDIO_RESOURCES, studio],
      [POOL_RESOURCES, pool],
    ] as const)
      for (const resource of resources) {
        const { policyDocument, context } = await answerFor(resource);
        expect([resource, context?.["denialReason"]]).toEqual([resource, reason]);
        expect(policyDocument).toEqual(usual);
      }
  },
);

test.each([
  ["whose name is not a profile's", ["studio-users", "rekognition-users"], { username: "john.doe" }, "no_profile_name"],
  ["who is not in the Studio group", ["rekognition-users"], {}, "not_in_studio_group"],
])(
  "the pool's member %s is a refused caller in the log at Studio's routes, and none at the pool's",
  async (_, groups, claims, reason) => {
    const own = start();
    const token = sign(key, accessClaims({ "cognito:groups": groups, ...claims }));
    await own.answer(bearer(token, { resource: "/v1/images", requestId: "images" }));
    await own.answer(bearer(token, { requestId: "profiles" }));
    expect(await own.logged({ requestId: "profiles" })).toMatchObject({ event: "caller_denied", reason });
    expect(own.events()).toHaveLength(1);
  },
);

test("who asks for an operation that the pool has not reads which it has, in the spelling of paths", async () => {
  const some = start({ REKOGNITION_OPERATIONS: "detect-faces,detect-labels" });
  const token = sign(key, accessClaims({ "cognito:groups": ["rekognition-users"] }));
  const { context } = await some.answer(bearer(token, { resource: "/v1/rekognition/{operation}" }));
  expect(context).toMatchObject({
    denialReason: "operation_not_enabled",
    denialDetail: "The pool has no such operation. In paths they are: detect-faces, detect-labels.",
  });
});

test("where there is no pool, its group is a group like any other", async () => {
  const without = start({ REKOGNITION_OPERATIONS: "" });
  expect((await ask(["studio-users", "rekognition-users"], without)).policyDocument.Statement).toEqual(closed(STUDIO));
  expect((await ask(["rekognition-users"], without)).context).not.toHaveProperty("rekognition");
});

test("a lacking scope closes the pool too", async () => {
  const strict = start({ REQUIRED_SCOPE: "gateway/use" });
  const { policyDocument, context } = await ask(["rekognition-users"], strict, { scope: "openid" });
  expect(JSON.stringify(policyDocument)).not.toContain("Allow");
  expect(context).toMatchObject({ denialReason: "missing_scope" });
});

test.each([
  ["no group is confined", [], "all"],
  ["one is", ["works-council"], ["eu-central-1", "eu-west-1"]],
  ["two are: what both allow", ["works-council", "hospital"], ["eu-west-1"]],
])("the caller's Regions where %s travel as one string", async (_, groups, regions) => {
  const { context } = await ask(["rekognition-users", ...groups]);
  expect(context?.["rekognition"]).toBe(JSON.stringify({ regions }));
  expect(decodeCaller(context).rekognition).toEqual({ regions });
});

const LANES = JSON.stringify([
  { group: "batch", importance: 1 },
  { group: "portal", importance: 10 },
]);

test("a caller's lane is found in the verified groups, and nothing that a caller sends chooses another", async () => {
  const own = start({ LANES });
  const laneOf = async (groups: readonly string[], claims = {}, event = {}) => {
    const token = sign(key, accessClaims({ "cognito:groups": ["rekognition-users", ...groups], ...claims }));
    const { context } = await own.answer({ ...bearer(token), ...event });
    return decodeCaller(context).rekognition?.lane;
  };
  expect(await laneOf(["batch"])).toBe("batch");
  expect(await laneOf(["batch", "portal"])).toBe("portal");
  expect(await laneOf([])).toBe("rekognition-users");
  expect(await laneOf(["batch"], { lane: "portal", groups: ["portal"], rekognition: { lane: "portal" } })).toBe(
    "batch",
  );
  const wishes = { lane: "portal", "x-rekognition-lane": "portal", "x-lane": "portal" };
  const headers = {
    ...bearer(sign(key, accessClaims({ "cognito:groups": ["rekognition-users", "batch"] }))).headers,
    ...wishes,
  };
  expect(await laneOf(["batch"], {}, { headers, queryStringParameters: wishes })).toBe("batch");
});

test("groups that no Region unites leave none, and a group named like an object's own member is not a group", () => {
  expect(regionsOfGroups(["a", "b"], { a: ["eu-west-1"], b: ["eu-west-2"] })).toEqual([]);
  expect(regionsOfGroups(["constructor", "__proto__"], { a: ["eu-west-1"] })).toBe("all");
});

test.each([
  ["a list", '["eu-west-1"]'],
  ["Regions as text", '{"regions":"eu-west-1"}'],
  ["a Region that is not a name", '{"regions":["*"]}'],
  ["a lane that is not a name", '{"regions":"all","lane":1}'],
  ["no JSON", "{"],
])("%s in the context is an error, not access to the pool", (_, rekognition) => {
  expect(() => decodeCaller({ ...contextOf(caller("alice")), rekognition })).toThrow();
});

test.each([
  ["REKOGNITION_OPERATIONS", "detect-faces,*"],
  ["REKOGNITION_OPERATIONS", "detect-faces/../../images"],
  ["GROUP_REGIONS", '{"a":"eu-west-1"}'],
])("%s = %s ends the start", async (name, value) => {
  expect(await start({ [name]: value }).end()).toContain(`${name} is `);
});
