import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import {
  type Asked,
  assumeCommand,
  CALLER_ID,
  functionKeys,
  type Keys,
  mintingKeys,
  refusal,
  sts,
} from "./fixture/aws-clients";
import { DOMAIN_ID, ENDPOINTS, ROLES } from "./fixture/small-program";
import { startTestCloud, type TestCloud } from "./fixture/test-cloud";

let cloud: TestCloud;
let keys: Keys;
let now = Date.now();
beforeAll(async () => {
  cloud = await startTestCloud({}, { clock: () => new Date(now) });
  keys = await functionKeys(cloud);
});
afterAll(() => cloud.close());

const ask = (asked: Asked = {}, door = "sts") => sts(cloud, keys, door).send(assumeCommand(asked));

test("the function becomes the minting role, for one profile and as somebody", async () => {
  const { Credentials, AssumedRoleUser, SourceIdentity } = await ask();
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(Credentials?.Expiration?.getTime()).toBe(now + 900_000);
  expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::111122223333:assumed-role/mint/studio-url-test");
  expect(SourceIdentity).toBe(CALLER_ID);
  expect(cloud.decisions.all().at(-1)).toMatchObject({
    service: "sts",
    allowed: true,
    layer: "trust",
    sid: "LetTheFunctionMintAsSomebodyForOneProfile",
  });
});

const both = { StudioDomainId: DOMAIN_ID, StudioUserProfile: "alice" };
test.each<[string, Asked]>([
  ["without tags", { tags: {} }],
  ["with the profile tag only", { tags: { StudioUserProfile: "alice" } }],
  ["with the domain tag only", { tags: { StudioDomainId: DOMAIN_ID } }],
  ["with an extra tag", { tags: { ...both, Admin: "true" } }],
  ["for another domain", { tags: { ...both, StudioDomainId: "d-other" } }],
  ["with a slash in the profile", { tags: { ...both, StudioUserProfile: "bob/../alice" } }],
  ["without a source identity", { SourceIdentity: undefined }],
  ["for a role that does not exist", { RoleArn: "arn:aws:iam::111122223333:role/fixture/minting/nobody" }],
  ["for a role that does not trust it", { RoleArn: ROLES.stranger }],
])("it may not become it %s", async (_, asked) => {
  expect(await refusal(ask(asked))).toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("is not authorized to perform: sts:AssumeRole") as unknown,
  });
});

test.each(["internet", "execute-api", "sagemaker-api", "studio", "foreign-execute-api"])(
  "it may not become it through the door %s",
  async (door) => {
    expect(await refusal(ask({}, door))).toMatchObject({ name: "AccessDenied" });
  },
);

test("another role of the account may not become it", async () => {
  const minting = await mintingKeys(cloud);
  expect(await refusal(sts(cloud, minting).send(assumeCommand()))).toMatchObject({ name: "AccessDenied" });
});

test.each<[string, Asked]>([
  ["a session name of one character", { RoleSessionName: "a" }],
  ["a session name of 65 characters", { RoleSessionName: "a".repeat(65) }],
  ["a session name with a slash", { RoleSessionName: "a/b" }],
  ["a source identity of one character", { SourceIdentity: "a" }],
  ["899 seconds", { DurationSeconds: 899 }],
  ["43,201 seconds", { DurationSeconds: 43_201 }],
  ["more than the hour that chained sessions get", { DurationSeconds: 3601 }],
  ["a tag value of 257 characters", { tags: { ...both, StudioUserProfile: "a".repeat(257) } }],
  ["a tag value with a star", { tags: { ...both, StudioUserProfile: "*" } }],
  ["no ARN of a role", { RoleArn: "arn:aws:iam::111122223333:user/alice-the-user" }],
])("%s is a ValidationError", async (_, asked) => {
  expect(await refusal(ask(asked))).toMatchObject({ name: "ValidationError" });
});

test("tag keys that differ in case only are one key", async () => {
  const asked = { tags: { ...both, studiouserprofile: "bob" } };
  expect(await refusal(ask(asked))).toMatchObject({ name: "InvalidParameterValue" });
});

test("an external id is read, and only a trust that asks for one minds it", async () => {
  const command = assumeCommand();
  command.input.ExternalId = "a b";
  expect(await refusal(sts(cloud, keys).send(command))).toMatchObject({ name: "ValidationError" });
  command.input.ExternalId = "private-ml-gateway";
  expect((await sts(cloud, keys).send(command)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test("what narrows a session and is not modelled is refused, not ignored", async () => {
  const command = assumeCommand();
  command.input.Policy = "{}";
  expect(await refusal(sts(cloud, keys).send(command))).toMatchObject({ name: "NotModelledOnThisLaptop" });
});

test("GetCallerIdentity says who asks, whatever the caller's own policies deny; an endpoint's policy in the way still refuses it", async () => {
  const whoAmI = (own: Keys, door: string) => sts(cloud, own, door).send(new GetCallerIdentityCommand({}));
  // Our sts endpoint lets execution roles ask, not the function.
  expect(await refusal(whoAmI(keys, "sts"))).toMatchObject({ name: "AccessDenied" });
  // The function's own policy denies STS through any other door, and AWS answers this one call all the same.
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  expect(await whoAmI(keys, "foreign-studio")).toMatchObject({ Account: "111122223333" });
  const open = await startTestCloud({
    more: (builder) => {
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      });
      builder.replaceEndpointPolicy(ENDPOINTS.sts, policy);
    },
  });
  const { Arn, Account } = await sts(open, await functionKeys(open)).send(new GetCallerIdentityCommand({}));
  await open.close();
  expect([Arn, Account]).toEqual(["arn:aws:sts::111122223333:assumed-role/echo-role/echo", "111122223333"]);
});

describe("signatures", () => {
  test("a wrong secret", async () => {
    const wrong = sts(cloud, { ...keys, secretAccessKey: "wrong" });
    expect(await refusal(wrong.send(assumeCommand()))).toMatchObject({ name: "SignatureDoesNotMatch" });
  });

  test("an unknown key, or another session's token", async () => {
    const other = await mintingKeys(cloud);
    for (const wrong of [
      { accessKeyId: "ASIAAAAAAAAAAAAAAAAA" },
      { sessionToken: "x" },
      { sessionToken: other.sessionToken },
    ])
      expect(await refusal(sts(cloud, { ...keys, ...wrong }).send(assumeCommand()))).toMatchObject({
        name: "InvalidClientTokenId",
      });
  });

  test("no signature", async () => {
    const reply = await cloud.call("sts", "/", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect([reply.status, reply.text]).toEqual([
      403,
      expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
    ]);
  });

  test("a session past its time", async () => {
    const minting = await mintingKeys(cloud);
    now += 901_000;
    expect(await refusal(sts(cloud, minting).send(assumeCommand()))).toMatchObject({ name: "ExpiredToken" });
    // The function's own credentials are renewed by Lambda and go on.
    expect((await ask()).Credentials).toBeDefined();
  });
});
