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
import { rowByTheFunction } from "./taken-over";
import { anotherClient, anotherIssuer } from "./wrong-provider";

/** Table mode's story, in the order it is played. */
export function tableScenes(): readonly Scene[] {
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
  ];
}
