import type { APIGatewayProxyResult } from "aws-lambda";
import { AwsServer } from "../aws-server";
import { caller, mintEvent } from "../events";
import { FunctionProcess } from "../function-process";

/** So many that answers overtake each other, so few that a busy machine connects them all in time. */
const AT_ONCE = 25;

test("200 calls by alice and bob, many at once, answered out of order: nobody gets the other's URL or credentials", async () => {
  const aws = await AwsServer.start();
  // Not random, yet late calls overtake early ones.
  aws.delay = ({ accessKeyId }) => (accessKeyId.length * 7 + aws.calls.length * 13) % 40;
  const studioUrl = new FunctionProcess<APIGatewayProxyResult>("studio-url", {
    MINTING_MODE: "sessionTags",
    MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
    STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
    PORTAL_ORIGINS: "",
    ...aws.environment,
  });

  const names = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? "bob" : "alice"));
  const ask = (name: string, index: number) =>
    studioUrl.answer(mintEvent({ who: caller(name), requestId: `r-${index}` }));
  const answers: APIGatewayProxyResult[] = [];
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const wave = names.slice(first, first + AT_ONCE);
    answers.push(...(await Promise.all(wave.map((name, index) => ask(name, first + index)))));
  }
  await studioUrl.stop();
  await aws.stop();

  const urls = answers.map(({ body }) => (JSON.parse(body) as { authorizedUrl: string }).authorizedUrl);
  // The stand-in puts the session's own tag into the URL: what credentials were used shows, not what was asked for.
  expect(urls.map((url) => /canary-url-([a-z]+)-/.exec(url)?.[1])).toEqual(names);
  expect(new Set(urls).size).toBe(200);
  expect(new Set(aws.called("CreatePresignedDomainUrl").map(({ accessKeyId }) => accessKeyId)).size).toBe(200);
});
