import type { Settings } from "../config";
import type { Deployed } from "./deployed";
import { afterTurningOff, type Loss, set } from "./loss";

/** A profile belongs to its domain for good, and a domain made here goes when config names another. */
export function anotherDomain(before: Deployed, now: Settings): Loss[] {
  if (before.studioDomainId === now.studioDomainId || !before.retainStudioHomes) return [];
  const isOurs = before.studioDomainId === "";
  const profiles = before.studioUserProfiles;
  if (!isOurs && profiles.length === 0) return [];
  return [
    {
      key: "studioDomainId",
      change: `is ${JSON.stringify(now.studioDomainId)}, and people work in ${isOurs ? "the domain that this stack made" : before.studioDomainId}`,
      loss: `${isOurs ? "that domain, " : ""}the user profiles ${profiles.join(", ") || "(none yet)"}, and the way to their home folders`,
      instead: `a stack of its own for the other domain; or ${afterTurningOff(["retainStudioHomes"])}`,
      back: [set("studioDomainId", "", before.studioDomainId)],
    },
  ];
}

/**
 * "When a user profile is deleted, the user loses access to their EFS volume":
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteUserProfile.html
 */
export function lostProfiles(before: Deployed, now: Settings): Loss[] {
  if (!before.retainStudioHomes || before.studioDomainId !== now.studioDomainId) return [];
  const gone = before.studioUserProfiles.filter((name) => !now.studioUserProfiles.includes(name));
  return gone.map((name, index) => ({
    key: "studioUserProfiles",
    change: `no longer lists ${name}`,
    loss: `the user profile ${name}, and the way to its home folder: a later profile of that name gets a new one`,
    instead: `keep it listed and close the way in (aws cognito-idp admin-disable-user --username ${name}); or ${afterTurningOff(["retainStudioHomes"])}`,
    back: [set("studioUserProfiles", `[${now.studioUserProfiles.length + index}]`, name)],
  }));
}
