import { bearerChallenge } from "../../functions/contract/problem";
import type { Settings } from "../config";
import { gatewayErrorHeaders } from "./cors";
import type { GatewayResponse } from "./gateway-responses";

/**
 * Headers of an answer that API Gateway gives by itself: literals in single quotes, variables of the request's context, or a header of
 * the request. https://docs.aws.amazon.com/apigateway/latest/developerguide/customize-gateway-responses.html
 */
export function gatewayHeaders(
  { challenge = false, retryAfterSeconds }: GatewayResponse,
  settings: Pick<Settings, "portalOrigins" | "requiredScope">,
): Readonly<Record<string, string>> {
  return {
    "gatewayresponse.header.Content-Type": "'application/problem+json'",
    "gatewayresponse.header.Cache-Control": "'no-store'",
    "gatewayresponse.header.x-request-id": "context.requestId",
    ...(challenge && { "gatewayresponse.header.WWW-Authenticate": `'${challengeFor(settings.requiredScope)}'` }),
    ...(retryAfterSeconds !== undefined && {
      "gatewayresponse.header.Retry-After": `'${String(retryAfterSeconds)}'`,
    }),
    ...gatewayErrorHeaders(settings.portalOrigins),
  };
}

/**
 * One challenge for a token that is missing and for one that is refused: API Gateway has one response type, UNAUTHORIZED, for both, and no
 * variable that tells them apart. So it names no error, which RFC 6750 §3.1 wants left out where no token was sent.
 *
 * @param requiredScope "" for none; left out when it has a single quote, which would end the literal
 */
function challengeFor(requiredScope: string): string {
  const isSayable = requiredScope !== "" && !requiredScope.includes("'");
  return bearerChallenge(isSayable ? { scope: requiredScope } : {});
}
