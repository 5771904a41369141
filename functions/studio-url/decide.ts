import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Caller, DenialReason, ProfileEntry } from "../http/caller";
import { denialDetail } from "../http/denial";
import { Refusal } from "../http/problem";
import { readBody } from "./body";
import { readUrlOptions, type UrlOptions } from "./request";

/** One URL to be made: whose, for which of their profiles, and how. */
export interface MintOrder extends UrlOptions {
  readonly callerId: string;
  readonly domainId: string;
  readonly userProfileName: string;
}

/** The caller's profiles, and what is answered when there is none. */
export interface OwnProfiles {
  readonly entries: readonly ProfileEntry[];
  readonly reason: DenialReason;
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
    const reason = own.entries.length === 0 ? own.reason : "not_your_profile";
    throw new Refusal({ code: "access_denied", reason, detail: denialDetail(reason) });
  }
  const { domainId, userProfileName, limits } = entry;
  return { callerId, domainId, userProfileName, ...readUrlOptions(readBody(event), limits) };
}

/** Letter for letter: SageMaker's names are case-sensitive. */
function isNamedBy(path: APIGatewayProxyEvent["pathParameters"], entry: ProfileEntry): boolean {
  return path?.["domainId"] === entry.domainId && path["userProfileName"] === entry.userProfileName;
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
