import { expiredLink } from "./expired-link";
import { lockedOutByScp, refusedByBoundary } from "./guardrails";
import { oneRequestId } from "./one-request-id";
import { carriedSession, ownStudio } from "./own-studio";
import { providerDownWhilePinned, rotatedKeyWhilePinned } from "./pinned-keys";
import { facesFromSomewhere, sickRegion, upload } from "./pool";
import type { Scene } from "./scene";
import { providerDown, rotatedKey } from "./signing-keys";
import {
  ownRole,
  taggedSession,
  taggedSessionWithFullAccess,
  untaggedSession,
  untaggedSessionWithLooseTrust,
} from "./taken-over-function";
import { linkElsewhere, tokenAtAForeignEndpoint, tokenOnTheInternet } from "./wrong-door";
import { otherClient, otherIssuer } from "./wrong-token";
import { somebodyElses, withoutProfile } from "./wrong-person";

/** What a stack has that scenes depend on. */
export interface Staged {
  /** The authorizer fetches no keys. */
  readonly pinsKeys: boolean;
  readonly hasPool: boolean;
  /** Its roles have a permissions boundary whose text config gives. */
  readonly isBounded: boolean;
}

/**
 * Claim mode's story, in the order it is played. The provider's end comes last: no sign-in works during it. Another issuer's token comes
 * behind the rotated key: both have key ids that the authorizer does not know, and for such it fetches the key set once in ten seconds. Where
 * keys are pinned the rotated one comes last: no token is believed after it.
 */
export function allScenes({ pinsKeys, hasPool, isBounded }: Staged): readonly Scene[] {
  return [
    ownStudio,
    oneRequestId,
    somebodyElses,
    otherClient,
    tokenOnTheInternet,
    tokenAtAForeignEndpoint,
    linkElsewhere,
    carriedSession,
    ownRole,
    taggedSession,
    untaggedSession,
    taggedSessionWithFullAccess,
    untaggedSessionWithLooseTrust,
    withoutProfile,
    lockedOutByScp,
    ...(isBounded ? [refusedByBoundary] : []),
    ...(hasPool ? [facesFromSomewhere, sickRegion, upload] : []),
    ...(pinsKeys ? [] : [rotatedKey]),
    otherIssuer,
    expiredLink(),
    ...(pinsKeys ? [providerDownWhilePinned, rotatedKeyWhilePinned] : [providerDown]),
  ];
}
