import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Caller } from "../http/caller";
import { denialDetail } from "../http/denial";
import { isNamedBy, type OwnProfiles, reasonToRefuse } from "../http/people/own-profiles";
import { Refusal } from "../http/problem";
import { readBody } from "./body";
import { readUrlOptions, type UrlOptions } from "./request";

/** One URL to be made: whose, for which of their profiles, and how. */
export interface MintOrder extends UrlOptions {
  readonly callerId: string;
  readonly domainId: string;
  readonly userProfileName: string;
}

/**
 * Decides a request for a URL.
 *
 * The profile comes from the caller's own. The path only has to agree: API Gateway has refused everybody else's
 * already, and this function does not take its word for it.
 *
 * @throws Refusal
 */
export function decideMint(
  event: Pick<APIGatewayProxyEvent, "pathParameters" | "body" | "isBase64Encoded" | "headers">,
  { callerId }: Pick<Caller, "callerId">,
  own: OwnProfiles,
): MintOrder {
  const entry = own.entries.find((each) => isNamedBy(event.pathParameters, each));
  if (!entry) {
    const reason = reasonToRefuse(own, event.pathParameters);
    throw new Refusal({ code: "access_denied", reason, detail: denialDetail(reason) });
  }
  const { domainId, userProfileName, limits } = entry;
  return { callerId, domainId, userProfileName, ...readUrlOptions(readBody(event), limits) };
}

/** The caller's own profiles, with what may be asked for in each. */
export function listProfiles(caller: Caller) {
  return {
    profiles: caller.entries.map(({ domainId, userProfileName, limits }) => ({
      domainId,
      userProfileName,
      expiresInSeconds: { default: limits.urlSeconds, max: limits.urlMaxSeconds },
      sessionExpirationInSeconds: { default: limits.sessionMaxSeconds, max: limits.sessionMaxSeconds },
      landingUris: limits.landingUris,
      spaces: limits.spaces,
    })),
  };
}
