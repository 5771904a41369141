import type { APIGatewayProxyResult } from "aws-lambda";
import { callerIdOf } from "../../../functions/contract/caller";
import type { PersonEntry, PersonRow } from "../../../functions/people/people-row";
import { AwsServer } from "../aws-server";
import { caller, DOMAIN, LIMITS, mintEvent, type MintRequest, profilesEvent } from "../events";
import { FunctionProcess } from "../function-process";
import { PeopleServer } from "../people-server";

/** Table mode: a mint goes by the row as it is at that moment, whatever the authorizer has seen. */
const SECOND = "d-bbbbbbbbbbbb";
/** In another account. */
const ELSEWHERE = { domainId: "d-elsewhere001", accountId: "444455556666" };
const JANE = { issuer: "https://idp.corp.example", subject: "jane" };
const NAMED = { callerId: callerIdOf(JANE) };
let aws: AwsServer;
let table: PeopleServer;
let studioUrl: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  [aws, table] = await Promise.all([AwsServer.start(), PeopleServer.start()]);
  studioUrl = new FunctionProcess("studio-url-by-row", {
    MINTING_MODE: "sessionTags",
    MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
    STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
    PORTAL_ORIGINS: "",
    ...aws.environment,
    ...table.environment,
    DOMAIN_IDS: `${DOMAIN},${SECOND},${ELSEWHERE.domainId}@${ELSEWHERE.accountId}`,
    STUDIO_ACCOUNTS: JSON.stringify([{ ...ELSEWHERE, mintingRoleName: "minting", externalId: "gateway-1" }]),
    PROFILE_LIMITS: JSON.stringify(LIMITS),
  });
});
beforeEach(() => {
  aws.reset();
  table.reset();
});
afterAll(() => Promise.all([studioUrl.stop(), aws.stop(), table.stop()]));

function give(changes: Partial<PersonRow> = {}, ...entries: readonly Partial<PersonEntry>[]): void {
  const own = entries.map((entry) => ({ domainId: DOMAIN, userProfileName: "alice", ...entry }));
  const row = { ...JANE, ...NAMED, state: "active", entries: own, version: 1, ...changes } as const;
  table.write(row);
}

/** The authorizer has let her through with a profile named alice in the first domain. */
async function post(request: MintRequest = {}) {
  const { statusCode, body } = await studioUrl.answer(mintEvent({ who: caller("alice", NAMED), ...request }));
  return { statusCode, body: JSON.parse(body) as Record<string, unknown> };
}

const at = (domainId: string, userProfileName: string) => ({ pathParameters: { domainId, userProfileName } });

test("a mint reads the caller's row and the profile's reservation, in one transaction, before anything else, and nothing more than a mint in claim mode", async () => {
  give({}, {});
  expect((await post()).statusCode).toBe(200);
  expect(table.asked).toEqual([
    {
      operation: "TransactGetItems",
      TransactItems: [NAMED.callerId, `profile#${DOMAIN}/alice`].map((key) => ({
        Get: { TableName: "mapping-1a2b3c4", Key: { callerId: { S: key } } },
      })),
    },
  ]);
  expect(aws.calls.map(({ operation }) => operation)).toEqual([
    "AssumeRole",
    "DescribeUserProfile",
    "CreatePresignedDomainUrl",
  ]);
});

test("any profile of the row, in each of the stack's domains, and the session is tagged for that one", async () => {
  give({}, {}, { domainId: SECOND, userProfileName: "research" });
  const { statusCode } = await post({ changes: at(SECOND, "research") });
  expect(statusCode).toBe(200);
  expect(aws.calls[0]?.input).toMatchObject({
    "Tags.member.1.Value": SECOND,
    "Tags.member.2.Value": "research",
    SourceIdentity: NAMED.callerId,
  });
});

test("for a domain of another account the role there is assumed, as config names it, with its external id and the same tags", async () => {
  give({}, { ...ELSEWHERE, userProfileName: "jane" });
  const { statusCode } = await post({ changes: at(ELSEWHERE.domainId, "jane") });
  expect(statusCode).toBe(200);
  expect(aws.calls[0]?.input).toMatchObject({
    RoleArn: "arn:aws:iam::444455556666:role/minting",
    ExternalId: "gateway-1",
    "Tags.member.1.Value": ELSEWHERE.domainId,
    "Tags.member.2.Value": "jane",
    SourceIdentity: NAMED.callerId,
  });
});

test("for a domain of the gateway's own account no external id is sent", async () => {
  give({}, {});
  await post();
  expect(aws.calls[0]?.input).not.toHaveProperty("ExternalId");
});

test.each<[string, object]>([
  ["an account that is not on the list", { accountId: "999988887777" }],
  ["no account", { accountId: undefined }],
  ["a domain that is not on the list", { domainId: "d-unlisted0001" }],
])("a row that names %s opens nothing, and nothing is called", async (_, change) => {
  const entry = { ...ELSEWHERE, userProfileName: "jane", ...change };
  give({}, entry);
  expect(await post({ changes: at(entry.domainId, "jane") })).toMatchObject({ statusCode: 403 });
  expect(aws.calls).toEqual([]);
});

test("a row that names a role is not taken for one", async () => {
  const roleArn = "arn:aws:iam::444455556666:role/minting";
  give({}, { ...ELSEWHERE, userProfileName: "jane", roleArn } as object);
  expect(await post({ changes: at(ELSEWHERE.domainId, "jane") })).toMatchObject({ statusCode: 500 });
  expect(aws.calls).toEqual([]);
});

test.each([
  ["another's profile", "bob", DOMAIN],
  ["her profile's name in another domain of the stack", "alice", SECOND],
  ["another letter case", "Alice", DOMAIN],
])("the path names %s: refused, though the authorizer should have done so", async (_, profile, domainId) => {
  give({}, {});
  const { statusCode, body } = await post({ changes: at(domainId, profile) });
  expect([statusCode, body["reason"]]).toEqual([403, "not_your_profile"]);
  expect(aws.calls).toEqual([]);
});

const PAST = 1_700_000_000;

test.each<[string, (() => void) | undefined, string]>([
  ["has gone", undefined, "no_studio_profile"],
  ["is disabled", () => give({ state: "disabled" }, {}), "profile_disabled"],
  ["has the profile disabled", () => give({}, { state: "disabled" }), "profile_disabled"],
  ["is over", () => give({ expiresAt: PAST }, {}), "profile_expired"],
  ["has the profile's time over", () => give({}, { expiresAt: PAST }), "profile_expired"],
  [
    "has this profile disabled and another not",
    () => give({}, { state: "disabled" }, { userProfileName: "b" }),
    "profile_disabled",
  ],
  ["names a domain that the stack does not serve", () => give({}, { domainId: "d-zzz" }), "no_studio_profile"],
])("the authorizer's answer is still kept, and the row %s: no session is opened", async (_, prepare, reason) => {
  prepare?.();
  const { statusCode, body } = await post();
  expect([statusCode, body["code"], body["reason"]]).toEqual([403, "access_denied", reason]);
  expect(aws.calls).toEqual([]);
});

const OTHER = callerIdOf({ issuer: "https://idp.corp.example", subject: "john" });

test.each<[string, number, () => void]>([
  ["has none, because another hand wrote the row", 403, () => table.items.delete(`profile#${DOMAIN}/alice`)],
  ["names another person", 403, () => table.reserve(`${DOMAIN}/alice`, { holders: [OTHER] })],
  ["names both, and is not shared", 403, () => table.reserve(`${DOMAIN}/alice`, { holders: [NAMED.callerId, OTHER] })],
  [
    "names both as shared, and the row does not say so",
    403,
    () => table.reserve(`${DOMAIN}/alice`, { holders: [NAMED.callerId, OTHER], shared: true }),
  ],
  [
    "names both as shared, and so does the row",
    200,
    () => {
      give({}, { shared: true });
      table.reserve(`${DOMAIN}/alice`, { holders: [OTHER, NAMED.callerId], shared: true });
    },
  ],
  [
    "is shared with nobody but her",
    200,
    () => table.reserve(`${DOMAIN}/alice`, { holders: [NAMED.callerId], shared: true }),
  ],
  [
    "names a holder in a type that the tool does not write",
    403,
    () => {
      const key = { callerId: { S: `profile#${DOMAIN}/alice` } };
      table.items.set(key.callerId.S, { ...key, holders: { S: NAMED.callerId } });
    },
  ],
])("two rows cannot open one profile: its reservation %s: %i", async (_, status, prepare) => {
  give({}, {});
  prepare();
  const { statusCode, body } = await post();
  expect(statusCode).toBe(status);
  if (status === 403) {
    expect(body["reason"]).toBe("profile_not_reserved");
    expect(aws.calls).toEqual([]);
  }
});

test("the row's limits narrow the stack's, for asking and where nothing is asked, and widen none", async () => {
  give(
    {},
    { sessionMaxSeconds: 3600, urlMaxSeconds: 30, landingUris: ["app:JupyterLab:", "app:Canvas:"], spaces: ["other"] },
  );
  expect((await post()).statusCode).toBe(200);
  expect(aws.called("CreatePresignedDomainUrl")[0]?.input).toMatchObject({
    ExpiresInSeconds: 30,
    SessionExpirationDurationInSeconds: 3600,
    LandingUri: "app:JupyterLab:",
  });
  const refused = async (body: object) => (await post({ body })).statusCode;
  expect(await refused({ expiresInSeconds: 31 })).toBe(400);
  expect(await refused({ sessionExpirationInSeconds: 3601 })).toBe(400);
  expect(await refused({ landingUri: "studio::" })).toBe(403);
  expect(await refused({ landingUri: "app:Canvas:" })).toBe(403);
  expect(await refused({ spaceName: "team-space" })).toBe(403);
  expect(await refused({ spaceName: "other" })).toBe(403);
});

test.each(["a", "a".repeat(63)])(
  "a profile's name as short and as long as SageMaker has it works: %s",
  async (name) => {
    give({}, { userProfileName: name });
    expect((await post({ changes: at(DOMAIN, name) })).statusCode).toBe(200);
  },
);

test("what stands in the table and is not a row ends in a 500 and an event, and mints nothing", async () => {
  give({}, { userProfileName: "bob/../alice" });
  const { statusCode, body } = await post({ requestId: "bad-row" });
  expect([statusCode, body["code"]]).toEqual([500, "internal_error"]);
  const logged = await studioUrl.logged({ event: "mapping_row_invalid", requestId: "bad-row" });
  expect(JSON.stringify(logged)).not.toContain("bob");
  expect(aws.calls).toEqual([]);
});

test.each([
  ["throttle", 503, "upstream_unavailable"],
  ["conflict", 503, "upstream_unavailable"],
  ["break", 503, "upstream_unavailable"],
  ["refuse", 502, "upstream_refused"],
  ["hang", 504, "upstream_timeout"],
] as const)("a table that does not serve (%s): %i, and nothing is minted", async (behaviour, status, code) => {
  give({}, {});
  table.behaviour = behaviour;
  const { statusCode, body } = await post({ requestId: behaviour });
  expect([statusCode, body["code"]]).toEqual([status, code]);
  expect(await studioUrl.logged({ event: "upstream_failed", requestId: behaviour })).toMatchObject({
    operation: "dynamodb:TransactGetItems",
  });
  expect(aws.calls).toEqual([]);
});

test("the list shows several domains and profiles, each with its own limits, without a read of its own", async () => {
  const entries = [
    { domainId: DOMAIN, userProfileName: "alice", limits: LIMITS },
    { domainId: SECOND, userProfileName: "research", limits: { ...LIMITS, urlMaxSeconds: 60, spaces: [] } },
  ];
  const { statusCode, body } = await studioUrl.answer(profilesEvent(caller("alice", { ...NAMED, entries })));
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    profiles: [
      { domainId: DOMAIN, userProfileName: "alice", expiresInSeconds: { max: 200 } },
      { domainId: SECOND, userProfileName: "research", expiresInSeconds: { default: 60, max: 60 }, spaces: [] },
    ],
  });
  expect(table.asked).toEqual([]);
});
