import type { Scene } from "../scene";
import { cutOffWhileOpen } from "./cut-off";
import { namesThatFallTogether, twoForOneProfile } from "./one-profile-two-people";
import {
  disabledPerson,
  expiredPerson,
  importedPeople,
  oneOfSeveralDisabled,
  othersProfile,
  severalProfiles,
} from "./rows";
import { OTHER_ACCOUNT } from "./other-account";
import { rowByTheFunction } from "./taken-over";
import { anotherClient, anotherIssuer } from "./wrong-provider";

/**
 * Table mode's story, in the order it is played.
 *
 * @param hasOtherAccount whether a Studio account's stack runs beside it
 */
export function tableScenes(hasOtherAccount: boolean): readonly Scene[] {
  return [
    importedPeople,
    severalProfiles,
    othersProfile,
    disabledPerson,
    oneOfSeveralDisabled,
    expiredPerson,
    cutOffWhileOpen,
    twoForOneProfile,
    namesThatFallTogether,
    rowByTheFunction,
    anotherClient,
    anotherIssuer,
    ...(hasOtherAccount ? OTHER_ACCOUNT : []),
  ];
}
