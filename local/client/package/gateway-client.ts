/** The API of the private ML gateway, typed by its OpenAPI document. */
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, paths } from "./schema.js";

/** Every body of the API, by its name in the document. */
export type Schemas = components["schemas"];
/** What `error` of every call is: switch on its `code`, and show its `detail` and `requestId`. */
export type Problem = Schemas["Problem"];
export type ProblemCode = Schemas["ProblemCode"];

/** `GET` and `POST` by path; each answers `{ data, response }` or `{ error, response }`, and rejects only when no answer came. */
export type GatewayClient = Client<paths>;

export interface GatewaySettings {
  /** One of the stack's output `apiUrls`, with its stage: https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/live */
  readonly baseUrl: string;
  /** Asked before every call, so that the portal's session may renew it meanwhile. An access token, not an id token. */
  readonly accessToken: () => string | Promise<string>;
}

export function gatewayClient({ baseUrl, accessToken }: GatewaySettings): GatewayClient {
  const client = createClient<paths>({ baseUrl });
  client.use({
    async onRequest({ request }) {
      request.headers.set("authorization", `Bearer ${await accessToken()}`);
      return request;
    },
  });
  return client;
}

/** An answer that is not the one asked for. It holds no header and no address, so that a log of it is short and tells no secret. */
export class GatewayError extends Error {
  readonly status: number;
  /** Seconds after which the same call may succeed; absent when waiting does not help. */
  readonly retryAfter: number | undefined;

  /** @param problem absent when something between here and the gateway answered, a proxy perhaps */
  constructor(
    { status, headers }: Response,
    readonly problem: Problem | undefined,
  ) {
    const { code, detail, requestId } = problem ?? { code: `status ${status}`, detail: "not the gateway's answer" };
    super(`${code}: ${detail}${requestId === undefined ? "" : ` (request ${requestId})`}`);
    this.name = "GatewayError";
    this.status = status;
    this.retryAfter = Number(headers.get("retry-after")) || undefined;
  }
}

/**
 * What a call answered.
 * @throws GatewayError for everything but a success
 */
export function answerOf<Answer>(result: { data?: Answer; error?: unknown; response: Response }): Answer {
  if (result.response.ok && result.data !== undefined) return result.data;
  const { error } = result;
  const isProblem = typeof error === "object" && error !== null && "code" in error;
  throw new GatewayError(result.response, isProblem ? (error as Problem) : undefined);
}
