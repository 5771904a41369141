import { log } from "../contract/log";
import { proxyHandler, type ProxyCall, type RouteAnswer } from "../http/proxy-handler";
import { refuseBody } from "../http/read-body";
import type { OwnProfiles } from "../contract/caller";
import { decideMint, listProfiles } from "./decide";
import { readStudioUrlSettings } from "./env";
import { createMint } from "./mint";

/**
 * What the caller may have a URL for at this moment, the path's profile among it only if it may be opened.
 * @throws Refusal
 */
export type OwnProfilesOf = (
  call: Pick<ProxyCall, "caller" | "event" | "requestId">,
) => OwnProfiles | Promise<OwnProfiles>;

/**
 * The function behind both Studio routes, configured by this process's environment. It holds no permission at SageMaker: it assumes the
 * minting role per request.
 *
 * @param ownProfilesOf asked at every mint. The list of profiles is the authorizer's, which has just been asked.
 */
export function studioHandler(ownProfilesOf: OwnProfilesOf) {
  const settings = readStudioUrlSettings(process.env);
  const mint = createMint(settings);
  return proxyHandler("studio-url", settings.portalOrigins, {
    "list-profiles": ({ event, caller }) => {
      refuseBody(event);
      return { body: listProfiles(caller) };
    },
    "mint-url": mintUrl,
  });

  async function mintUrl(call: ProxyCall): Promise<RouteAnswer> {
    const { event, caller, requestId, endpointId } = call;
    const order = decideMint(event, caller, await ownProfilesOf(call));
    const minted = await mint(order, requestId);
    const expiresAt = new Date(minted.expiresAt).toISOString();
    const { callerId, domainId, userProfileName, expiresInSeconds } = order;
    const who = { callerId, domainId, userProfileName, requestId, endpointId };
    log({ event: "studio_url_minted", ...who, expiresAt, expiresInSeconds });
    return { body: { authorizedUrl: minted.authorizedUrl, expiresAt } };
  }
}
