import type { Scene } from "../scene";
import { cutOffWhileOpen } from "./cut-off";
import {
  disabledPerson,
  expiredPerson,
  importedPeople,
  othersProfile,
  severalProfiles,
  twoForOneProfile,
} from "./rows";
import { anotherIssuer } from "./wrong-provider";

/** Table mode's story, in the order it is played. */
export function tableScenes(): readonly Scene[] {
  return [
    importedPeople,
    severalProfiles,
    othersProfile,
    disabledPerson,
    expiredPerson,
    cutOffWhileOpen,
    twoForOneProfile,
    anotherIssuer,
  ];
}
