import { encodeCaller, type Caller } from "../contract/caller";
import type { ProblemCode } from "../contract/problem";
import { routePath, type RouteName, ROUTES } from "../contract/routes";

/** What an invocation ended with: what the code returned, or what it threw. */
export interface Answer {
  readonly isError: boolean;
  readonly payload: unknown;
}

/** One event for a new version, and what it has to answer. */
export interface Trial {
  /** For the log, as a phrase. */
  readonly name: string;
  readonly event: unknown;
  readonly isRight: (answer: Answer) => boolean;
}

export interface TrialSettings {
  /** A Rekognition operation that is enabled, as it stands in paths; "" without a pool. */
  readonly operation: string;
  /** Shows in the log of the version that is tried. */
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What each function is asked. Everything is refused, or is nothing to do, so that no call leaves the function: a trial mints no URL, sends
 * no image, writes no row, and does not depend on whether the identity provider, SageMaker or a Region answers at that moment. A bundle that
 * does not load, settings that it cannot read, a layer that is missing, and code that lets in what has to be refused show all the same.
 *
 * @param code the function's name in the program, which is also its deployment group's
 * @returns undefined for a function that is not known here
 */
export function trialsOf(code: string, settings: TrialSettings): readonly Trial[] | undefined {
  return TRIALS[code]?.(settings);
}

const TRIALS: Readonly<Partial<Record<string, (settings: TrialSettings) => readonly Trial[]>>> = {
  authorizer: (settings) => [
    {
      name: "a token without a signature is refused",
      event: authorizerEvent(settings, unsignedToken()),
      isRight: ({ isError, payload }) => isError && memberOf(payload, "errorMessage") === "Unauthorized",
    },
    {
      name: "a request without a token is refused",
      event: authorizerEvent(settings, undefined),
      isRight: ({ isError, payload }) => isError && memberOf(payload, "errorMessage") === "Unauthorized",
    },
  ],
  "studio-url": (settings) => [
    {
      name: "a caller whose token has ended is refused",
      event: apiEvent(settings, "list-profiles", {}, { ...NO_ONE, expiresAt: 1 }),
      isRight: (answer) => isProblem(answer, 401, "token_expired"),
    },
  ],
  rekognition: (settings) => [
    {
      name: "a caller whose token has ended is refused",
      event: apiEvent(settings, "call-rekognition", { operation: settings.operation }, { ...NO_ONE, expiresAt: 1 }),
      isRight: (answer) => isProblem(answer, 401, "token_expired"),
    },
    {
      name: "an image that cannot be decoded is refused",
      event: {
        ...apiEvent(settings, "call-rekognition", { operation: settings.operation }, poolMember(settings)),
        body: JSON.stringify(imagesOf(settings.operation)),
      },
      isRight: (answer) => isProblem(answer, 400, "invalid_request"),
    },
  ],
  "image-ingest": () => [
    {
      name: "an empty batch is done",
      event: { Records: [] },
      isRight: ({ isError, payload }) => {
        const failures = memberOf(payload, "batchItemFailures");
        return !isError && Array.isArray(failures) && failures.length === 0;
      },
    },
  ],
};

/** A caller that no person has: the id is not a digest of anyone's, and there is nothing that it may open. */
const NO_ONE = {
  callerId: "smoke-test".padEnd(43, "-"),
  entries: [],
  denialReason: "no_studio_profile",
} as const satisfies Omit<Caller, "expiresAt">;

function poolMember({ now }: TrialSettings): Caller {
  return { ...NO_ONE, expiresAt: Math.floor(now / 1000) + 60, rekognition: { regions: "all" } };
}

/** Begins like a WebP and is none: the decoder, which comes with the layer, has to say so. */
const NOT_AN_IMAGE = Buffer.from("RIFF\x1a\x00\x00\x00WEBPVP8 \x0e\x00\x00\x00not an image..").toString("base64");

function imagesOf(operation: string): Readonly<Record<string, unknown>> {
  const image = { Bytes: NOT_AN_IMAGE };
  return operation === "compare-faces" ? { SourceImage: image, TargetImage: image } : { Image: image };
}

/** What a verifier has to refuse before it looks for a key: https://datatracker.ietf.org/doc/html/rfc8725#section-2.1 */
function unsignedToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", kid: "smoke-test", typ: "JWT" })}.${part({ sub: "smoke-test" })}.AA`;
}

function authorizerEvent({ requestId }: TrialSettings, token: string | undefined) {
  const { method, path } = ROUTES["list-profiles"];
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return {
    type: "REQUEST",
    // No method's: of what is refused it is not read.
    methodArn: `smoke-test/${method}${path}`,
    resource: path,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    pathParameters: {},
    queryStringParameters: {},
    requestContext: { requestId, identity: {} },
  };
}

function apiEvent<N extends RouteName>(
  { requestId }: TrialSettings,
  route: N,
  parameters: Parameters<typeof routePath<N>>[1],
  caller: Caller,
) {
  const { method, path } = ROUTES[route];
  return {
    resource: path,
    path: routePath(route, parameters),
    httpMethod: method,
    headers: { "content-type": "application/json" },
    multiValueHeaders: { "content-type": ["application/json"] },
    pathParameters: parameters,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId, identity: {}, authorizer: encodeCaller(caller) },
  };
}

/** Our own error form, whole: a proxy answer of that status whose body is a problem with that code. */
function isProblem({ isError, payload }: Answer, status: number, code: ProblemCode): boolean {
  if (isError || memberOf(payload, "statusCode") !== status) return false;
  const body = memberOf(payload, "body");
  return typeof body === "string" && memberOf(parsed(body), "code") === code;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
