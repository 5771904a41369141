import type { APIGatewayAuthorizerResult, APIGatewayProxyResult } from "aws-lambda";
import { AwsServer, type Reply } from "./aws-server";
import { AUTHORIZER_ENVIRONMENT, authorizerEvent, bearer, caller, mintEvent, profilesEvent } from "./events";
import { FunctionProcess } from "./function-process";
import { KeyServer, type Behaviour } from "./key-server";
import { accessClaims, nowSeconds, sign, signingKey } from "./tokens";

/** Lambda keeps what a function writes for as long as the log group says: neither token nor URL may be in it. */
const FORMATS = ["Text", "JSON"];

test.concurrent.each(FORMATS)(
  "no token and no claim but another issuer's name is ever written or thrown by the authorizer (log format %s)",
  async (format) => {
    const key = signingKey();
    const keyServer = await KeyServer.start(key.jwk);
    const environment = { ...AUTHORIZER_ENVIRONMENT, KEY_SET_URL: keyServer.url, AWS_LAMBDA_LOG_FORMAT: format };
    const authorizer = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-fetched-keys", environment);
    const claims = { sub: "canary-claim", email: "canary-claim@example.com" };
    const token = (changes: object = {}): string => sign(key, accessClaims({ ...claims, ...changes }));
    const parts = token().split(".");
    const tokens = [
      token(),
      token({ exp: nowSeconds() - 999 }),
      token({ iss: "https://another-issuer.example" }),
      token({ iss: "canary-claim\n" }),
      token({ token_use: "canary-claim" }),
      token({ client_id: "canary-claim" }),
      token({ username: "canary-claim/../bob" }),
      token({ "cognito:groups": ["canary-claim"] }),
      token({ exp: "canary-claim" }),
      `${parts[0] ?? ""}.${parts[1] ?? ""}.${"A".repeat(342)}`,
      sign(signingKey("canary-claim"), accessClaims(claims)),
      sign(key, '{"sub":"canary-claim"'),
      sign(key, accessClaims(claims), '{"canary-claim"'),
      token({ padding: "canary-claim".repeat(2000) }),
    ];
    const thrown: string[] = [];
    const run = async (event: unknown): Promise<void> => {
      const outcome = await authorizer.invoke(event);
      if ("error" in outcome) thrown.push(outcome.error.message);
    };
    for (const behaviour of ["serve", "garbage", "redirect", "down"] satisfies Behaviour[]) {
      keyServer.behaviour = behaviour;
      for (const each of tokens) await run(bearer(each));
    }
    await run(bearer(token(), { methodArn: "canary-claim" }));
    await run(authorizerEvent({ Authorization: `bearer ${token()} ${token()}` }));
    await run({ ...bearer(token()), requestContext: undefined });

    const written = (await authorizer.stop()) + thrown.join();
    await keyServer.stop();
    expect(thrown.length).toBeGreaterThan(40);
    expect(written).toContain("token_refused");
    expect(written).not.toMatch(/canary|eyJ/);
    for (const part of tokens.flatMap((each) => each.split(".")))
      expect(written.includes(part.slice(0, 20))).toBe(false);
  },
);

const NAMES = ["AccessDeniedException", "ThrottlingException", "ValidationException", "ResourceNotFound", "canary-url"];
const REPLIES: readonly Reply[] = [
  "reset",
  { json: { AuthorizedUrl: "https://evil.example/auth?token=canary-url" } },
  { json: { AuthorizedUrl: "canary-url", Status: "canary-url" } },
  ...NAMES.map((error) => ({ error, status: 400 })),
];

test.concurrent.each(FORMATS)(
  "no URL and nothing of AWS's words is ever written, or in an error's body (log format %s)",
  async (format) => {
    const aws = await AwsServer.start();
    const studioUrl = new FunctionProcess<APIGatewayProxyResult>("studio-url", {
      MINTING_MODE: "sessionTags",
      MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
      STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
      PORTAL_ORIGINS: "",
      AWS_LAMBDA_LOG_FORMAT: format,
      ...aws.environment,
    });
    const authorization = { Authorization: "Bearer eyJ.canary-token.x" };
    const events = [
      mintEvent({ headers: authorization, body: { landingUri: "canary-url", spaceName: "/canary-url" } }),
      mintEvent({ headers: authorization, body: '{"canary-url' }),
      mintEvent({ headers: authorization, userProfileName: "canary-url" }),
      mintEvent({ headers: authorization, who: caller("alice", { expiresAt: 1 }) }),
      profilesEvent(caller("alice"), { body: "canary-url" }),
      mintEvent({
        changes: { requestContext: { requestId: "r", identity: {}, authorizer: { entries: "canary-url" } } },
      }),
      mintEvent({ headers: authorization }),
    ];
    // Each for a profile of its own, so that all can be under way at once.
    for (const operation of ["AssumeRole", "DescribeUserProfile", "CreatePresignedDomainUrl"] as const) {
      REPLIES.forEach((reply, index) => {
        const profile = `${operation}-${index}`;
        aws.answering(profile, operation, reply);
        events.push(mintEvent({ headers: authorization, who: caller(profile) }));
      });
    }
    const answers = await Promise.all(events.map((event) => studioUrl.answer(event)));

    const written = await studioUrl.stop();
    await aws.stop();
    const refusals = answers.filter(({ statusCode }) => statusCode !== 200);
    expect(written).toContain("studio_url_minted");
    expect(written).not.toMatch(/canary|eyJ|sagemaker\.aws|session-token|arn:/);
    expect(refusals.length).toBeGreaterThan(20);
    expect(refusals.map(({ body }) => body).join()).not.toMatch(/canary|eyJ|sagemaker\.aws|session-token|arn:/);
  },
);
