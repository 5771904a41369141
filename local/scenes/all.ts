import { expiredLink } from "./expired-link";
import { carriedSession, ownStudio } from "./own-studio";
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

/**
 * In the order they are played. The provider's end comes last: nobody can sign in during it. Another issuer's token comes behind the rotated
 * key: both have key ids that the authorizer does not know, and for such it fetches the key set once in ten seconds.
 */
export function allScenes(): readonly Scene[] {
  return [
    ownStudio,
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
    facesFromSomewhere,
    sickRegion,
    upload,
    rotatedKey,
    otherIssuer,
    expiredLink(),
    providerDown,
  ];
}
