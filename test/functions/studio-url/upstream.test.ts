import type { APIGatewayProxyResult } from "aws-lambda";
import { isStudioUrl, createMint } from "../../../functions/studio-url/mint";
import { callUpstream } from "../../../functions/aws/upstream-call";
import { AwsServer, SECRET_ARN, type Operation, type Reply } from "../aws-server";
import { caller, DOMAIN, mintEvent } from "../events";
import { FunctionProcess } from "../function-process";

const SUFFIX = "studio.eu-central-1.sagemaker.aws";
const ROLE = "arn:aws:iam::111122223333:role/gateway-minting";

let aws: AwsServer;
let studioUrl: FunctionProcess<APIGatewayProxyResult>;

beforeAll(async () => {
  aws = await AwsServer.start();
  studioUrl = new FunctionProcess("studio-url", {
    MINTING_MODE: "sessionTags",
    MINTING_ROLE_ARN: ROLE,
    STUDIO_HOST_SUFFIX: SUFFIX,
    PORTAL_ORIGINS: "",
    ...aws.environment,
  });
});

afterAll(async () => {
  await studioUrl.stop();
  await aws.stop();
});

/** Status, code and Retry-After of what the owner of a profile gets; nothing of AWS's own words may be in the body. */
async function outcome(profile: string): Promise<[number, string, string | undefined]> {
  const event = mintEvent({ who: caller(profile), requestId: profile });
  const { statusCode, headers = {}, body } = await studioUrl.answer(event);
  expect(body).not.toMatch(/arn:|gateway-minting|canary/);
  return [statusCode, (JSON.parse(body) as { code: string }).code, headers["Retry-After"] as string | undefined];
}

test.each([
  ["Pending", "15"],
  ["Updating", "15"],
  ["Deleting", undefined],
  ["Failed", undefined],
  ["Update_Failed", undefined],
  ["Delete_Failed", undefined],
  ["SomethingNew", undefined],
])("a profile that is %s is not ready; Retry-After: %s", async (Status, retryAfter) => {
  const profile = Status.replace("_", "-");
  aws.answering(profile, "DescribeUserProfile", { json: { Status } });
  expect(await outcome(profile)).toEqual([409, "profile_not_ready", retryAfter]);
  expect(aws.called("CreatePresignedDomainUrl", profile)).toEqual([]);
});

describe("when AWS refuses", () => {
  const NOT_FOUND = [404, "profile_not_found", undefined] as const;
  const REFUSED = [502, "upstream_refused", undefined] as const;
  const UNAVAILABLE = [503, "upstream_unavailable", "5"] as const;
  const CREATE = "CreatePresignedDomainUrl";
  const DESCRIBE = "DescribeUserProfile";
  const CASES: readonly [string, Operation, Reply, readonly [number, string, string | undefined], number][] = [
    ["SageMaker does not know the profile", DESCRIBE, error("ResourceNotFound", 400), NOT_FOUND, 1],
    ["the profile goes while its URL is made", CREATE, error("ResourceNotFound", 400), NOT_FOUND, 1],
    ["the domain signs in otherwise", CREATE, error("ValidationException", 400), [422, "studio_refused", undefined], 1],
    ["SageMaker denies the minting role", CREATE, error("AccessDeniedException", 400), REFUSED, 1],
    ["SageMaker denies the look at the profile", DESCRIBE, error("AccessDeniedException", 400), REFUSED, 1],
    ["STS denies the function", "AssumeRole", error("AccessDenied", 403), REFUSED, 1],
    ["STS finds the request malformed", "AssumeRole", error("ValidationError", 400), REFUSED, 1],
    ["SageMaker limits the rate", CREATE, error("ThrottlingException", 400), UNAVAILABLE, 3],
    ["STS limits the rate", "AssumeRole", error("Throttling", 400), UNAVAILABLE, 3],
    ["SageMaker has a fault", DESCRIBE, error("InternalFailure", 500), UNAVAILABLE, 3],
    ["the connection breaks", CREATE, "reset", UNAVAILABLE, 3],
    ["SageMaker answers without a URL", CREATE, { json: {} }, REFUSED, 1],
    ["SageMaker answers nothing to the URL", CREATE, "empty", REFUSED, 1],
    ["SageMaker answers a number in the place of the URL", CREATE, { json: { AuthorizedUrl: 7 } }, REFUSED, 1],
    ["SageMaker answers a profile without a status", DESCRIBE, { json: {} }, REFUSED, 1],
    ["SageMaker answers nothing to the profile", DESCRIBE, "empty", REFUSED, 1],
    ["SageMaker answers a status that is null", DESCRIBE, { json: { Status: null } }, REFUSED, 1],
    ["STS answers nothing", "AssumeRole", "empty", REFUSED, 1],
    ["STS answers without credentials", "AssumeRole", sts(""), REFUSED, 1],
    ["STS answers half of the credentials", "AssumeRole", sts("<AccessKeyId>ASIA1</AccessKeyId>"), REFUSED, 1],
  ];
  const profileOf = (sentence: string): string => sentence.replaceAll(" ", "-");
  const outcomes = new Map<string, ReturnType<typeof outcome>>();

  // All at once, each for a profile of its own: the pauses between attempts are long.
  beforeAll(async () => {
    for (const [sentence, operation, reply] of CASES) {
      aws.answering(profileOf(sentence), operation, reply);
      outcomes.set(sentence, outcome(profileOf(sentence)));
    }
    await Promise.all(outcomes.values());
  });

  test.each(CASES)("%s", async (sentence, operation, _, expected, attempts) => {
    const profile = profileOf(sentence);
    expect(await outcomes.get(sentence)).toEqual(expected);
    expect(aws.called(operation, profile)).toHaveLength(attempts);
    const logged = await studioUrl.logged({ event: "request_refused", requestId: profile });
    expect(logged).toMatchObject({ code: expected[1], callerId: caller(profile).callerId });
  });
});

test("a refusal that passes is not seen by the caller", async () => {
  const others = aws.script;
  const isFirst = (): boolean => aws.called("DescribeUserProfile", "patient").length === 1;
  aws.answering("patient", "DescribeUserProfile", error("ThrottlingException", 400));
  const refusing = aws.script;
  aws.script = (call) => (isFirst() ? refusing(call) : others(call));
  expect((await studioUrl.answer(mintEvent({ who: caller("patient") }))).statusCode).toBe(200);
  expect(aws.called("DescribeUserProfile", "patient")).toHaveLength(2);
});

test("an error of AWS is logged by operation and name, not in its own words", async () => {
  aws.answering("logged", "AssumeRole", error("AccessDenied", 403));
  await outcome("logged");
  expect(await studioUrl.logged({ event: "upstream_failed", requestId: "logged" })).toEqual({
    event: "upstream_failed",
    requestId: "logged",
    operation: "sts:AssumeRole",
    errorName: "AccessDenied",
    upstreamRequestId: "aws-request",
  });
  expect(JSON.stringify(studioUrl.events())).not.toContain(SECRET_ARN);
});

test.each([
  ["another host", `https://evil.example/auth?token=canary`],
  ["a host that ends like ours", `https://evil-${SUFFIX}/auth?token=canary`],
  ["the suffix as a user name", `https://d-a.${SUFFIX}@evil.example/auth?token=canary`],
  ["the suffix itself", `https://${SUFFIX}/auth?token=canary`],
  ["http", `http://d-a.${SUFFIX}/auth?token=canary`],
  ["another path", `https://d-a.${SUFFIX}/elsewhere?token=canary`],
  ["another port", `https://d-a.${SUFFIX}:8443/auth?token=canary`],
  ["no URL", "canary"],
])("an answer with %s is not passed on, and an event says so", async (sentence, AuthorizedUrl) => {
  const profile = sentence.replaceAll(" ", "-");
  aws.answering(profile, "CreatePresignedDomainUrl", { json: { AuthorizedUrl } });
  expect(await outcome(profile)).toEqual([502, "upstream_refused", undefined]);
  expect(await studioUrl.logged({ event: "studio_url_rejected", requestId: profile })).toEqual({
    event: "studio_url_rejected",
    requestId: profile,
    domainId: DOMAIN,
    userProfileName: profile,
  });
});

test.each([`https://d-a.${SUFFIX}/auth?token=t`, `https://studio-d-a.${SUFFIX}/auth`])("%s is a Studio URL", (url) => {
  expect(isStudioUrl(url, SUFFIX)).toBe(true);
});

/** Milliseconds after which jest has long given the test up. */
const NEVER = 1_000_000;

describe("with shorter limits of time", () => {
  const accounts = new Map();
  const settings = {
    mode: "sessionTags",
    roleArn: ROLE,
    studioHostSuffix: SUFFIX,
    portalOrigins: [],
    accounts,
  } as const;
  const order = {
    callerId: "c".repeat(43),
    domainId: DOMAIN,
    userProfileName: "alice",
    expiresInSeconds: 60,
    sessionExpirationInSeconds: 1800,
    landingUri: "studio::",
    spaceName: undefined,
  };
  const previous = process.env;
  let printed: jest.SpyInstance;

  beforeEach(() => {
    process.env = { ...previous, ...aws.environment };
    printed = jest.spyOn(console, "log").mockImplementation(() => undefined);
  });

  afterEach(() => {
    process.env = previous;
    printed.mockRestore();
  });

  test.each<[string, Reply, number, number]>([
    ["an attempt that is never answered is given up, three times in all", "hang", 100, NEVER],
    ["all of it ends with the total, whatever is under way", "hang", NEVER, 400],
    ["an answer that stops half-way ends with the total", "hang-in-body", NEVER, 400],
  ])("%s: 504", async (_, reply, request, total) => {
    aws.answering("alice", "DescribeUserProfile", reply);
    const mint = createMint(settings, { connect: 1000, request, attempts: 3, total });
    await expect(mint(order, "request-1")).rejects.toMatchObject({ problem: { code: "upstream_timeout" } });
  });

  const ANSWERED: [string, object, boolean, string][] = [
    ["AbortError", { name: "AbortError" }, true, "upstream_timeout"],
    ["ECONNRESET", { code: "ECONNRESET" }, true, "upstream_timeout"],
    ["a name of a later SDK", { name: "RequestAborted" }, true, "upstream_timeout"],
    ["TimeoutError of one attempt", { name: "TimeoutError" }, false, "upstream_timeout"],
    ["the system's time-out", { code: "ETIMEDOUT", name: "Error" }, false, "upstream_timeout"],
    ["a broken connection", { code: "ECONNRESET", name: "TimeoutError" }, false, "upstream_unavailable"],
    ["a table's throttle", throttle("ProvisionedThroughputExceededException"), false, "upstream_unavailable"],
    ["no answer at all", { name: "CredentialsProviderError" }, false, "upstream_unavailable"],
  ];

  test.each(ANSWERED)("what is thrown is %s: the time's end is told by the signal", async (_, thrown, isOver, code) => {
    const signal = isOver ? AbortSignal.abort() : new AbortController().signal;
    const send = () => Promise.reject(Object.assign(new Error("thrown"), thrown));
    const call = callUpstream({ operation: "sts:AssumeRole", requestId: "r", signal, send, read: () => "" });
    await expect(call).rejects.toMatchObject({ problem: { code } });
  });
});

function sts(credentials: string): Reply {
  const result = `<AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>`;
  return { json: { xml: `<AssumeRoleResponse>${result}</AssumeRoleResponse>` } };
}

/** DynamoDB's comes with a 400. */
function throttle(name: string): object {
  return { name, $metadata: { httpStatusCode: 400 } };
}

function error(name: string, status: number): Reply {
  return { error: name, status };
}
