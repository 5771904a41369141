import { makeJpeg } from "../../../local/pictures";
import { accessClaims, sign, signingKey } from "../../functions/tokens";
import { ShippedApi } from "./fixture/shipped-api";
import type { Reply } from "./fixture/test-cloud";

let api: ShippedApi;
beforeAll(async () => {
  api = await ShippedApi.start("dev");
});
afterAll(() => api.close());

const ORIGIN = "https://portal.corp.example";
const mint = (person: string) =>
  `POST /v1/studio/domains/${api.variable("DOMAIN_ID")}/profiles/${person}/presigned-url`;
const as = (claims: Record<string, unknown> = {}) => ({ authorization: `Bearer ${api.token(claims)}` });
const problem = ({ text }: Reply) => JSON.parse(text) as Record<string, unknown>;

describe("Without a token that is accepted", () => {
  const CHALLENGE = 'Bearer realm="private-ml-gateway", scope="private-ml-gateway/studio"';

  test.each<[string, Record<string, string>]>([
    ["no header", {}],
    ["an empty header", { authorization: "" }],
    ["another scheme", { authorization: "Basic YWxpY2U6c2VjcmV0" }],
    ["no token", { authorization: "Bearer" }],
    ["a token of somebody else's key", { authorization: `Bearer ${sign(signingKey(), accessClaims())}` }],
  ])("with %s the answer is a 401 that says what to send, and no error code", async (_, headers) => {
    const reply = await api.ask("GET /v1/studio/profiles", { headers: { ...headers, origin: ORIGIN } });
    expect([reply.status, problem(reply)["code"]]).toEqual([401, "unauthorized"]);
    expect(reply.headers["www-authenticate"]).toBe(CHALLENGE);
    expect(reply.headers["access-control-expose-headers"]).toContain("WWW-Authenticate");
  });

  test("a token that has ended within the skew is let in by the authorizer and refused by the function, which says so", async () => {
    const headers = as({ exp: Math.floor(Date.now() / 1000) - 5 });
    const reply = await api.ask("GET /v1/studio/profiles", { headers });
    expect([reply.status, problem(reply)["code"]]).toEqual([401, "token_expired"]);
    // API Gateway renames it: only its own answers may have the header.
    expect(reply.headers["x-amzn-remapped-www-authenticate"]).toBe(
      'Bearer realm="private-ml-gateway", error="invalid_token", error_description="The access token has expired"',
    );
  });

  test("a caller who lacks the scope is told which one, with the 403", async () => {
    const reply = await api.ask("GET /v1/studio/profiles", { headers: as({ scope: "openid" }) });
    expect(problem(reply)).toMatchObject({ code: "access_denied", reason: "missing_scope" });
    expect(reply.headers["www-authenticate"]).toBe(CHALLENGE);
  });
});

describe("A request that is not a route's", () => {
  test.each([
    "GET /v1/nowhere",
    "GET /v1/studio/profiles/",
    "GET /v1/studio/Profiles",
    "DELETE /v1/studio/profiles",
    "POST /v1/studio/profiles",
    "GET /v1",
    "GET /",
    "OPTIONS /v1/nowhere",
  ])("%s is refused as the network refuses, and the sentence says both", async (request) => {
    const reply = await api.ask(request, { headers: as() });
    expect([reply.status, problem(reply)["code"], problem(reply)["reason"]]).toEqual([403, "access_denied", ""]);
    expect(problem(reply)["detail"]).toContain("no such route or method here, or not from this network");
  });

  test.each(["GET /v1/images/a/b", "POST /v1/rekognition/detect-faces/x"])(
    "%s passes our endpoint, whose patterns have no end at a slash, and is not found",
    async (request) => {
      const reply = await api.ask(request, { headers: as() });
      expect([reply.status, problem(reply)["code"]]).toEqual([404, "route_not_found"]);
    },
  );
});

describe("Who is refused by the authorizer reads why", () => {
  test.each([
    ["bob's profile", mint, "bob", {}, "not_your_profile", "GET /v1/studio/profiles lists them"],
    ["her own, outside the group", mint, "alice", { "cognito:groups": [] }, "not_in_studio_group", "the group"],
    ["john.doe's", mint, "alice", { username: "john.doe" }, "no_profile_name", "Your user name"],
    ["the pool", () => "POST /v1/images", "", {}, "no_rekognition_access", "members of its group"],
  ] as const)("alice asks for %s", async (_, request, person, claims, reason, detail) => {
    const reply = await api.ask(request(person), { headers: as(claims), body: "{}" });
    expect([reply.status, problem(reply)["reason"]]).toEqual([403, reason]);
    expect(problem(reply)["detail"]).toContain(detail);
  });

  test.each(["DetectFaces", "detect_faces", "detect-cats", "Detect-Faces"])(
    "the operation %s is none, and the right spelling of all is in the sentence",
    async (operation) => {
      const headers = as({ "cognito:groups": ["rekognition-users"] });
      const reply = await api.ask(`POST /v1/rekognition/${operation}`, { headers, body: "{}" });
      expect([reply.status, problem(reply)["reason"]]).toEqual([403, "operation_not_enabled"]);
      expect(problem(reply)["detail"]).toContain("In paths they are: compare-faces, detect-faces, detect-labels,");
    },
  );
});

describe("A URL asked for without a body", () => {
  const JSON_TYPE = { "content-type": "application/json" };

  test.each<[string, Record<string, string>, string | undefined]>([
    ["no body and no type", {}, undefined],
    ["no body, its type given", JSON_TYPE, undefined],
    ["an empty body", JSON_TYPE, ""],
    ["an empty object", JSON_TYPE, "{}"],
    ["an empty object and no type", {}, "{}"],
  ])("%s: the profile's defaults", async (_, headers, body) => {
    const reply = await api.ask(mint("alice"), {
      headers: { ...as(), ...headers },
      ...(body !== undefined && { body }),
    });
    expect([reply.status, Object.keys(problem(reply))]).toEqual([200, ["authorizedUrl", "expiresAt"]]);
  });

  test.each([
    ["a property that the contract does not know", '{"userProfileName":"bob"}'],
    ["a list", "[]"],
    ["no JSON", "{"],
  ])("%s is the gateway's 400, with and without a type", async (_, body) => {
    for (const headers of [JSON_TYPE, {}]) {
      const reply = await api.ask(mint("alice"), { headers: { ...as(), ...headers }, body });
      expect([reply.status, problem(reply)["code"]]).toEqual([400, "invalid_request"]);
      expect(problem(reply)["detail"]).toContain("no other properties than expiresInSeconds");
    }
  });

  test("a body of another type passes the gateway, which has no model for it, and is the function's 415", async () => {
    const headers = { ...as(), "content-type": "text/plain" };
    expect((await api.ask(mint("alice"), { headers, body: "{}" })).status).toBe(415);
  });
});

test.each(["SourceImage", "TargetImage"])(
  "a comparison without a face in its %s says that no face was found",
  async (member) => {
    const face = await makeJpeg({ width: 320, height: 240, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
    const none = await makeJpeg({ width: 320, height: 240, patches: [] });
    const images = Object.entries({ SourceImage: face, TargetImage: face, [member]: none });
    const body = JSON.stringify(
      Object.fromEntries(images.map(([name, jpeg]) => [name, { Bytes: jpeg.toString("base64") }])),
    );
    const headers = { ...as({ "cognito:groups": ["rekognition-users"] }), "content-type": "application/json" };
    const reply = await api.ask("POST /v1/rekognition/compare-faces", { headers, body });
    expect([reply.status, problem(reply)["detail"]]).toEqual([400, "In SourceImage or TargetImage no face was found."]);
  },
);

test("every answer has its request's id in a header of ours, be it the gateway's or a function's", async () => {
  const large = { headers: { ...as(), "content-type": "application/json" }, body: "x".repeat(11 * 1024 * 1024) };
  const replies = await Promise.all([
    api.ask("GET /v1/studio/profiles", { headers: as() }),
    api.ask("GET /v1/studio/profiles"),
    api.ask("GET /v1/studio/profiles", { headers: as(), door: "internet" }),
    api.ask("GET /v1/nowhere", { headers: as() }),
    api.ask("GET /v1/images/a/b", { headers: as() }),
    api.ask(mint("bob"), { headers: as() }),
    api.ask(mint("alice"), { headers: as(), body: "[]" }),
    api.ask(mint("alice"), large),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 403, 403, 404, 403, 400, 413]);
  for (const { headers } of replies) expect(headers["x-request-id"]).toBe(headers["x-amzn-requestid"]);
});
