/** What a browser on the portal's page is told. Bearer tokens travel in a header the page sets itself, so credentials need not be allowed. */
import { EXPOSED_HEADERS, PREFLIGHT_MAX_AGE, REQUEST_HEADERS } from "../../functions/contract/routes";

/** One origin is a static answer of API Gateway's; with several, the function compares. */
export function preflightNeedsFunction(origins: readonly string[]): boolean {
  return origins.length !== 1;
}

/** Headers of the preflight's answer, as API Gateway's static values (in single quotes). */
export function preflightHeaders(origin: string, method: string): Readonly<Record<string, string>> {
  return {
    "Access-Control-Allow-Origin": `'${origin}'`,
    "Access-Control-Allow-Methods": `'${method}'`,
    "Access-Control-Allow-Headers": `'${REQUEST_HEADERS}'`,
    "Access-Control-Max-Age": `'${String(PREFLIGHT_MAX_AGE)}'`,
    Vary: "'Origin'",
  };
}

/**
 * Headers of API Gateway's own errors. It has no templates here: one configured origin is written literally; with several, the caller's
 * Origin is echoed. These bodies hold a code and a request id, nothing of the caller's, and no credentials flag is ever sent.
 */
export function gatewayErrorHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  const [only] = origins;
  return {
    "gatewayresponse.header.Access-Control-Allow-Origin":
      origins.length === 1 && only !== undefined ? `'${only}'` : "method.request.header.Origin",
    "gatewayresponse.header.Access-Control-Expose-Headers": `'${EXPOSED_HEADERS}'`,
    "gatewayresponse.header.Vary": "'Origin'",
  };
}
