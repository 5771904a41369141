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

/** In the order they are played. The provider's end comes last: nobody can sign in during it. */
export function allScenes(): readonly Scene[] {
  return [
    ownStudio,
    somebodyElses,
    otherClient,
    otherIssuer,
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
    expiredLink(),
    providerDown,
  ];
}
