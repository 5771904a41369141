import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { callerIdOf } from "../../../functions/contract/caller";
import { personItem } from "../../../functions/people/people-item";
import type { PersonRow } from "../../../functions/people/people-row";
import { AUTHORIZER_ENVIRONMENT, bearer, DOMAIN, LIMITS, MINT_RESOURCE, PREFIX } from "../events";
import { FunctionProcess } from "../function-process";
import { PeopleServer } from "../people-server";
import { accessClaims, ISSUER, nowSeconds, sign, signingKey } from "../tokens";

/** Table mode: the row decides, whatever name and groups the token carries. */
const SECOND = "d-bbbbbbbbbbbb";
const POOL = { REKOGNITION_GROUP: "rekognition-users", REKOGNITION_OPERATIONS: "detect-faces" };
const key = signingKey();
let table: PeopleServer;
let authorizer: FunctionProcess<APIGatewayAuthorizerResult>;

beforeAll(async () => {
  table = await PeopleServer.start();
  authorizer = new FunctionProcess("authorizer-pinned-keys-by-row", {
    ...AUTHORIZER_ENVIRONMENT,
    ...POOL,
    REQUIRED_SCOPE: "gateway/use",
    KEY_SET: JSON.stringify({ keys: [key.jwk] }),
    ...table.environment,
    DOMAIN_IDS: `${DOMAIN},${SECOND}`,
  });
});
beforeEach(() => table.reset());
afterAll(() => Promise.all([authorizer.stop(), table.stop()]));

const subject = (name: string) => ({ issuer: ISSUER, subject: name });
const token = (name: string, claims: object = {}) =>
  sign(key, accessClaims({ sub: name, username: `CorpIdP_${name}@corp.example`, "cognito:groups": [], ...claims }));
const ask = (name: string, changes: object = {}, claims: object = {}) =>
  authorizer.answer(bearer(token(name, claims), { requestId: name, ...changes }));

function give(name: string, changes: Partial<PersonRow> = {}): void {
  const person = subject(name);
  const entries = [{ domainId: DOMAIN, userProfileName: "own" }];
  const row = { ...person, callerId: callerIdOf(person), state: "active", entries, version: 1, ...changes } as const;
  table.items.set(row.callerId, personItem(row));
}

function allowed({ policyDocument }: APIGatewayAuthorizerResult): readonly string[] {
  const [first] = policyDocument.Statement as unknown as { Effect: string; Resource: string[] }[];
  return first?.Effect === "Allow" ? first.Resource.map((arn) => arn.slice(PREFIX.length)) : [];
}

const mint = (domainId: string, profile: string) =>
  `/POST/v1/studio/domains/${domainId}/profiles/${profile}/presigned-url`;

test("profiles in two domains are all in the one closed set, by one consistent read of one row", async () => {
  give("jane", {
    entries: [
      { domainId: DOMAIN, userProfileName: "jane-roe" },
      { domainId: SECOND, userProfileName: "research", sessionMaxSeconds: 3600, spaces: [] },
    ],
  });
  const answer = await ask("jane");
  expect(allowed(answer)).toEqual(["/GET/v1/studio/profiles", mint(DOMAIN, "jane-roe"), mint(SECOND, "research")]);
  expect(JSON.parse(String(answer.context?.["entries"]))).toEqual([
    { domainId: DOMAIN, userProfileName: "jane-roe", limits: LIMITS },
    { domainId: SECOND, userProfileName: "research", limits: { ...LIMITS, sessionMaxSeconds: 3600, spaces: [] } },
  ]);
  expect(table.asked).toEqual([
    {
      operation: "GetItem",
      TableName: "mapping-1a2b3c4",
      Key: { callerId: { S: callerIdOf(subject("jane")) } },
      ConsistentRead: true,
    },
  ]);
});

const PAST = 1_700_000_000;

test.each([
  ["without a row, though in the group and well named", undefined, "no_studio_profile"],
  ["without profiles", { entries: [] }, "no_studio_profile"],
  [
    "whose only profile is in a domain that this stack does not serve",
    entry({ domainId: "d-zzz" }),
    "no_studio_profile",
  ],
  ["who is disabled", { state: "disabled" }, "profile_disabled"],
  ["whose profile is disabled", entry({ state: "disabled" }), "profile_disabled"],
  ["whose time is over", { expiresAt: PAST }, "profile_expired"],
  ["whose profile's time is over", entry({ expiresAt: PAST }), "profile_expired"],
] as const)(
  "a person %s is told which it is, after the same one read, and may invoke nothing",
  async (who, row, reason) => {
    if (row !== undefined) give(who, row);
    const answer = await ask(
      who,
      { resource: MINT_RESOURCE },
      { username: "alice", "cognito:groups": ["studio-users"] },
    );
    expect(allowed(answer)).toEqual([]);
    expect(Object.keys(answer.context ?? {})).toEqual([
      "callerId",
      "expiresAt",
      "denialReason",
      "entries",
      "denialDetail",
    ]);
    expect(answer.context).toMatchObject({ entries: "[]", denialReason: reason });
    expect(table.asked).toHaveLength(1);
    expect(await authorizer.logged({ event: "caller_denied", requestId: who })).toMatchObject({ reason });
  },
);

test("of several profiles, one that is disabled is said to be so, and the others open", async () => {
  const ended = { domainId: DOMAIN, userProfileName: "ended", expiresAt: PAST };
  const off = { domainId: SECOND, userProfileName: "off", state: "disabled" } as const;
  give("jane", { entries: [{ domainId: DOMAIN, userProfileName: "own" }, off, ended] });
  const reasons = await Promise.all(
    [off, ended, { domainId: DOMAIN, userProfileName: "off" }, { domainId: DOMAIN, userProfileName: "bob" }].map(
      async ({ domainId, userProfileName }) => {
        const pathParameters = { domainId, userProfileName };
        const answer = await ask("jane", { resource: MINT_RESOURCE, pathParameters });
        expect(allowed(answer)).toEqual(["/GET/v1/studio/profiles", mint(DOMAIN, "own")]);
        return answer.context?.["denialReason"];
      },
    ),
  );
  expect(reasons).toEqual(["profile_disabled", "profile_expired", "not_your_profile", "not_your_profile"]);
});

test("somebody made anew under the same name has another subject, and nothing of the old one's", async () => {
  give("alice");
  expect(allowed(await ask("alice"))).toHaveLength(2);
  expect(allowed(await ask("alice-anew", {}, { username: "alice" }))).toEqual([]);
});

test("nothing is remembered: who is disabled gets nothing by the next question", async () => {
  give("fired", { expiresAt: nowSeconds() + 5000 });
  expect(allowed(await ask("fired"))).toHaveLength(2);
  give("fired", { state: "disabled" });
  expect(allowed(await ask("fired"))).toEqual([]);
});

test.each([
  ["a profile's name that is a path", { entries: [{ domainId: DOMAIN, userProfileName: "bob/../alice" }] }],
  ["a domain that is a path", { entries: [{ domainId: "d-a/bob", userProfileName: "x" }] }],
  ["a name of 64 characters", { entries: [{ domainId: DOMAIN, userProfileName: "a".repeat(64) }] }],
  ["a name beyond ASCII", { entries: [{ domainId: DOMAIN, userProfileName: "älice" }] }],
  ["somebody else's subject", { subject: "another" }],
  ["a role to assume", { entries: [{ domainId: DOMAIN, userProfileName: "x", roleArn: "arn:aws:iam::1:role/a" }] }],
])(
  "a row with %s, by whatever hand it was written: nothing is allowed, and the log says which field",
  async (what, row) => {
    const person = subject(what);
    const valid = { ...person, callerId: callerIdOf(person), state: "active", entries: [], version: 1 } as const;
    table.items.set(valid.callerId, personItem({ ...valid, ...row }));
    expect(await authorizer.failure(bearer(token(what), { requestId: what }))).toBe(
      "The caller's row in the mapping table is not valid.",
    );
    const logged = await authorizer.logged({ event: "mapping_row_invalid", requestId: what });
    expect(logged).toMatchObject({ callerId: valid.callerId });
    expect(JSON.stringify(logged["faults"])).not.toMatch(/bob|alice|arn:|another/);
  },
);

test.each(["throttle", "refuse", "break", "hang"] as const)(
  "a table that does not serve (%s) is not an answer, never an Allow, and the next question asks again",
  async (behaviour) => {
    give("jane");
    table.behaviour = behaviour;
    const failed = await authorizer.failure(bearer(token("jane"), { requestId: behaviour }));
    expect(failed).toBe("The mapping table cannot be read.");
    const logged = await authorizer.logged({ event: "upstream_failed", requestId: behaviour });
    expect(logged).toMatchObject({ operation: "dynamodb:GetItem" });
    expect(JSON.stringify(logged)).not.toContain("canary");
    table.behaviour = "serve";
    expect(allowed(await ask("jane"))).toHaveLength(2);
  },
);

test("the pool's routes read no row and do not fail with the table; nor does a token without the scope read one", async () => {
  table.behaviour = "hang";
  const groups = { "cognito:groups": ["rekognition-users"] };
  const onPool = await ask("dave", { resource: "/v1/rekognition/{operation}" }, groups);
  expect(allowed(onPool)).toContain("/POST/v1/rekognition/detect-faces");
  const unscoped = await ask("jane", {}, { scope: "openid" });
  expect(unscoped.context).toMatchObject({ entries: "[]", denialReason: "missing_scope" });
  expect(table.asked).toEqual([]);
});

function entry(changes: object): Partial<PersonRow> {
  return { entries: [{ domainId: DOMAIN, userProfileName: "x", ...changes }] };
}
