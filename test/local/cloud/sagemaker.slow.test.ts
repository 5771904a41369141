import {
  CreatePresignedDomainUrlCommand,
  DescribeUserProfileCommand,
  ListDomainsCommand,
} from "@aws-sdk/client-sagemaker";
import { functionKeys, type Keys, mintingKeys, refusal, sagemaker } from "./fixture/aws-clients";
import { DOMAIN_ID } from "./fixture/small-program";
import { startTestCloud, type TestCloud } from "./fixture/test-cloud";

let cloud: TestCloud;
let alice: Keys;
beforeAll(async () => {
  cloud = await startTestCloud();
  alice = await mintingKeys(cloud);
});
afterEach(() => {
  cloud.studio().clearFaults();
  cloud.studio().setProfileStatus(DOMAIN_ID, "alice", "InService");
});
afterAll(() => cloud.close());

interface Input {
  readonly DomainId?: string;
  readonly UserProfileName?: string;
  readonly ExpiresInSeconds?: number;
  readonly SessionExpirationDurationInSeconds?: number;
  readonly SpaceName?: string;
  readonly LandingUri?: string;
}

const mint = (input: Input = {}, keys = alice, door?: string) =>
  sagemaker(cloud, keys, door).send(
    new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName: "alice", ...input }),
  );
const describeProfile = (keys = alice, UserProfileName = "alice") =>
  sagemaker(cloud, keys).send(new DescribeUserProfileCommand({ DomainId: DOMAIN_ID, UserProfileName }));

test("a session for alice gets alice's URL, at Studio's own name", async () => {
  const { AuthorizedUrl } = await mint();
  expect(AuthorizedUrl).toMatch(
    /^https:\/\/d-abc123def456\.studio\.eu-central-1\.sagemaker\.aws\/auth\?token=[\w-]{64}$/,
  );
  expect(cloud.decisions.all().at(-1)).toMatchObject({
    service: "sagemaker",
    action: "sagemaker:CreatePresignedDomainUrl",
    allowed: true,
    sid: "AllowMintingForTheOneProfile",
    source: { file: "policies/minting-role.ts" },
  });
});

test.each<[string, Input]>([
  ["bob", { UserProfileName: "bob" }],
  ["alice2", { UserProfileName: "alice2" }],
  ["Alice", { UserProfileName: "Alice" }],
  ["another domain", { DomainId: "d-other" }],
])("a session for alice gets nothing of %s", async (_, input) => {
  const { name, message } = await refusal(mint(input));
  expect(name).toBe("AccessDeniedException");
  expect(message).toMatch(
    /^User: arn:aws:sts::111122223333:assumed-role\/mint\/studio-url-test is not authorized to perform: sagemaker:CreatePresignedDomainUrl on resource: /,
  );
});

test.each(["internet", "execute-api", "sts", "foreign-execute-api", "foreign-studio"])(
  "a session for alice gets nothing through the door %s",
  async (door) => {
    expect(await refusal(mint({}, alice, door))).toMatchObject({ name: "AccessDeniedException" });
  },
);

test("the function's own role gets nothing", async () => {
  const keys = await functionKeys(cloud);
  expect(await refusal(mint({}, keys))).toMatchObject({ name: "AccessDeniedException" });
  expect(cloud.decisions.all().at(-1)).toMatchObject({ sid: "DenySageMakerToTheFunctionItself" });
});

test("an operation that is not stood in for is still decided", async () => {
  expect(await refusal(sagemaker(cloud, alice).send(new ListDomainsCommand({})))).toMatchObject({
    name: "AccessDeniedException",
  });
});

test("DescribeUserProfile shows the status", async () => {
  expect(await describeProfile()).toMatchObject({ DomainId: DOMAIN_ID, UserProfileName: "alice", Status: "InService" });
  cloud.studio().setProfileStatus(DOMAIN_ID, "alice", "Pending");
  expect(await describeProfile()).toMatchObject({ Status: "Pending" });
  expect(await refusal(mint())).toMatchObject({ name: "ValidationException" });
});

test("a profile that does not exist is not found, by those who may ask for it", async () => {
  const keys = await mintingKeys(cloud, { tags: { StudioDomainId: DOMAIN_ID, StudioUserProfile: "nobody" } });
  expect(await refusal(mint({ UserProfileName: "nobody" }, keys))).toMatchObject({ name: "ResourceNotFound" });
  expect(await refusal(describeProfile(keys, "nobody"))).toMatchObject({ name: "ResourceNotFound" });
  expect(await refusal(describeProfile(alice, "nobody"))).toMatchObject({ name: "AccessDeniedException" });
});

test.each<[string, Input]>([
  ["4 seconds", { ExpiresInSeconds: 4 }],
  ["301 seconds", { ExpiresInSeconds: 301 }],
  ["60.5 seconds", { ExpiresInSeconds: 60.5 }],
  ["a session of 1799 seconds", { SessionExpirationDurationInSeconds: 1799 }],
  ["a session of 43,201 seconds", { SessionExpirationDurationInSeconds: 43_201 }],
  ["a landing page of 1024 characters", { LandingUri: "a".repeat(1024) }],
  ["a space with an underscore", { SpaceName: "a_b" }],
  ["a profile with an underscore", { UserProfileName: "a_b" }],
  ["a profile of 64 characters", { UserProfileName: "a".repeat(64) }],
  ["a profile that starts with a hyphen", { UserProfileName: "-a" }],
  ["a domain without d-", { DomainId: "abc" }],
])("%s is a ValidationException", async (_, input) => {
  expect(await refusal(mint(input))).toMatchObject({ name: "ValidationException" });
});

test("a domain in Identity Center mode makes no URLs", async () => {
  const sso = await startTestCloud({
    more: (builder) =>
      builder.add(
        "sagemaker/domain:Domain",
        "sso",
        { authMode: "SSO" },
        { homeEfsFileSystemId: "fs-0123456789abcdef0" },
        DOMAIN_ID,
      ),
  });
  const keys = await mintingKeys(sso);
  const asked = new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName: "alice" });
  expect(await refusal(sagemaker(sso, keys).send(asked))).toMatchObject({ name: "ValidationException" });
  await sso.close();
});

test("AmazonSageMakerFullAccess on both roles changes nothing", async () => {
  const policyArn = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";
  const careless = await startTestCloud({
    more: (builder) => {
      builder.add("iam/rolePolicyAttachment:RolePolicyAttachment", "full", { role: "mint", policyArn });
      builder.add("iam/rolePolicyAttachment:RolePolicyAttachment", "full-too", { role: "echo-role", policyArn });
    },
  });
  const keys = await mintingKeys(careless);
  const ask = (UserProfileName: string, own = keys, door?: string) =>
    refusal(
      sagemaker(careless, own, door).send(
        new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName }),
      ),
    );
  expect((await ask("alice")).name).toBe("no error");
  expect((await ask("bob")).name).toBe("AccessDeniedException");
  expect((await ask("alice", keys, "internet")).name).toBe("AccessDeniedException");
  expect((await ask("alice", keys, "foreign-studio")).name).toBe("AccessDeniedException");
  expect((await ask("alice", await functionKeys(careless))).name).toBe("AccessDeniedException");
  await careless.close();
});

describe("scripted faults", () => {
  test.each([
    ["throttle", "ThrottlingException"],
    ["access-denied", "AccessDeniedException"],
    ["internal-failure", "InternalFailure"],
  ] as const)("%s, as often as asked, then the real answer", async (fault, name) => {
    cloud.studio().scriptFault("CreatePresignedDomainUrl", fault, 2);
    expect((await refusal(mint())).name).toBe(name);
    expect((await refusal(mint())).name).toBe(name);
    expect((await refusal(mint())).name).toBe("no error");
  });

  test("a URL whose host is not Studio's", async () => {
    cloud.studio().scriptFault("CreatePresignedDomainUrl", "foreign-url-host");
    expect((await mint()).AuthorizedUrl).toMatch(/^https:\/\/studio\.example\.net\/auth\?token=/);
  });
});

describe("signatures", () => {
  test.each<[string, Partial<Keys>, string]>([
    ["a wrong secret", { secretAccessKey: "wrong" }, "InvalidSignatureException"],
    ["an unknown key", { accessKeyId: "ASIAAAAAAAAAAAAAAAAA" }, "UnrecognizedClientException"],
    ["a wrong token", { sessionToken: "wrong" }, "UnrecognizedClientException"],
  ])("%s", async (_, wrong, name) => {
    expect(await refusal(mint({}, { ...alice, ...wrong }))).toMatchObject({ name });
  });

  test("another Region's", async () => {
    const client = sagemaker(cloud, alice);
    client.config.region = () => Promise.resolve("us-east-1");
    const asked = new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName: "alice" });
    expect(await refusal(client.send(asked))).toMatchObject({ name: "InvalidSignatureException" });
  });

  test("a body changed on the way", async () => {
    const client = sagemaker(cloud, alice);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: string }).body = JSON.stringify({ DomainId: DOMAIN_ID, UserProfileName: "alicf" });
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "tamper" },
    );
    const asked = new CreatePresignedDomainUrlCommand({ DomainId: DOMAIN_ID, UserProfileName: "alice" });
    expect(await refusal(client.send(asked))).toMatchObject({ name: "InvalidSignatureException" });
  });

  test("none", async () => {
    const headers = { "x-amz-target": "SageMaker.CreatePresignedDomainUrl" };
    const reply = await cloud.call("sagemaker-api", "/", { method: "POST", headers, body: "{}" });
    expect([reply.status, JSON.parse(reply.text)]).toMatchObject([
      400,
      { __type: "MissingAuthenticationTokenException" },
    ]);
  });
});
