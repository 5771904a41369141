import type { ProfileLimits } from "../../functions/contract/studio-profile";
import type { Settings } from "../config";

/** What config allows every profile's owner, as functions are told it. */
export function profileLimits(settings: Settings): string {
  const limits: ProfileLimits = {
    urlSeconds: settings.studioUrlSeconds,
    urlMaxSeconds: settings.studioUrlMaxSeconds,
    sessionMaxSeconds: settings.studioSessionMaxSeconds,
    landingUris: settings.studioLandingUris,
    spaces: settings.studioSpaces,
  };
  return JSON.stringify(limits);
}
