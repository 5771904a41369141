import type { LiveCheck, LiveStack } from "./live-check";

const NOTHING = "nothing to do";

const call = ({ api }: LiveStack, path: string, ...more: string[]) =>
  [`$ curl -si ${api}${path}`, ...more].join(" ") + " | grep -iE '^(HTTP|content-type)|code'";

const WITH_TOKEN = `-H "Authorization: Bearer $TOKEN"`;

export const API_CHECKS: readonly LiveCheck[] = [
  {
    name: "sign-in-page",
    question: "Does Cognito's sign-in page work with a client that allows no flow of the SDK's but refresh?",
    from: "office",
    steps: ({ hasUserPool, signInUrl }) => (hasUserPool ? [`Sign in at ${signInUrl}, as the portal does.`] : []),
    answers: [
      { seen: "the portal gets a code", means: NOTHING },
      {
        seen: "an error of Cognito's after the password",
        means: "add ALLOW_USER_SRP_AUTH in infra/identity/portal-client.ts, and report it",
      },
    ],
  },
  {
    name: "body-too-large",
    question: "Is a body that API Gateway takes and Lambda does not (6 to 10 MB) refused in the API's own form?",
    from: "office",
    steps: (stack) =>
      stack.rekognitionRegions.length === 0
        ? []
        : [
            "$ head -c 8000000 /dev/zero | base64 -w0 > large",
            call(
              stack,
              "/v1/rekognition/detect-faces",
              WITH_TOKEN,
              "-H 'content-type: application/json' --data-binary @large",
            ),
          ],
    answers: [
      { seen: "413 and request_too_large", means: NOTHING },
      {
        seen: "another status or form",
        means: "callers keep bodies under 6 MB, or upload (`POST /v1/images`): tell the portal team",
      },
    ],
  },
  {
    name: "no-body",
    question: "Does a request without a body pass where every field of it is optional?",
    from: "office",
    steps: (stack) => [
      call(
        stack,
        `/v1/studio/domains/${stack.domainId}/profiles/<yours>/presigned-url`,
        WITH_TOKEN,
        "-X POST | sed 's/authorizedUrl.*//'",
      ),
    ],
    answers: [
      { seen: "200", means: NOTHING },
      { seen: "400 invalid_request", means: "callers send {} as the body: tell the portal team" },
    ],
  },
  {
    name: "refused-by-the-network",
    question: "Does what the endpoint's policy refuses come in the API's own form?",
    from: "office",
    steps: (stack) => [call(stack, "/v1/no/such/route", WITH_TOKEN)],
    answers: [
      { seen: "403, application/problem+json and access_denied", means: NOTHING },
      {
        seen: "403 in another form",
        means: "callers must not read the body of a 403 without a code: tell the portal team",
      },
    ],
  },
  {
    name: "form-of-errors",
    question: "May API Gateway's own errors be application/problem+json?",
    from: "office",
    steps: (stack) => [call(stack, "/v1/studio/profiles")],
    answers: [
      { seen: "401 and application/problem+json", means: NOTHING },
      {
        seen: "401 and application/json",
        means: "callers look at `code` and not at the media type: tell the portal team",
      },
    ],
  },
];
