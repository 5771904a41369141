/** Whether a profile's person has a seat in RStudio, as the profile's settings say it. Pure. */
import type { RStudio } from "../../config";

export interface Seat {
  readonly rStudioServerProAppSettings?: { readonly accessStatus: "ENABLED" | "DISABLED"; readonly userGroup?: string };
}

/**
 * Said of every profile once RStudio is on: one that is silent gets a seat of the licence by itself.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-add-existing.html
 */
export function seatOf(userProfileName: string, rStudio: RStudio | undefined): Seat {
  if (rStudio === undefined) return {};
  const userGroup = rStudio.accessGroups[userProfileName];
  return {
    rStudioServerProAppSettings: userGroup ? { accessStatus: "ENABLED", userGroup } : { accessStatus: "DISABLED" },
  };
}
