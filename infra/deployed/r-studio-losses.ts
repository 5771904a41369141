import type { Settings } from "../config";
import { rStudioOf } from "../config/studio-apps/r-studio";
import { segment } from "../config/repair/settings-of";
import type { Deployed } from "./deployed";
import { type Loss, set } from "./loss";

/**
 * A domain that has people's apps gets RStudio only when all of them are deleted, and then by hand: the provider cannot update a domain
 * that is reachable from its VPC only (https://github.com/hashicorp/terraform-provider-aws/issues/45528). Without anyone's seat everything
 * else can be made before: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-add-existing.html
 */
export function rStudioOnALivingDomain(before: Deployed, now: Settings): Loss[] {
  const wanted = rStudioOf(now.rStudio);
  if (wanted === undefined || rStudioOf(before.rStudio) !== undefined) return [];
  if (before.studioDomainId !== "" || now.studioDomainId !== "") return [];
  const seats = Object.keys(wanted.accessGroups);
  if (seats.length === 0) return [];
  return [
    {
      key: "rStudio",
      change: `gives ${seats.join(", ")} a seat, and this stack's domain was made without RStudio`,
      loss: "every app that runs in the domain, with what is not saved: AWS turns RStudio on only after all of them are deleted",
      instead: `set accessGroups to {} first, pulumi up, turn it on by hand (infra/studio/r-studio/README.md), and name people then`,
      back: [{ name: "rStudio", at: "" }],
    },
  ];
}

/**
 * "Changing a user's authorization status is only valid from Unauthorized to Authorized", and what config leaves out the provider does not
 * send: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-create-user.html
 */
export function seatsTakenAway(before: Deployed, now: Settings): Loss[] {
  if (before.studioDomainId !== now.studioDomainId) return [];
  const had = Object.entries(rStudioOf(before.rStudio)?.accessGroups ?? {});
  const has = rStudioOf(now.rStudio)?.accessGroups ?? {};
  return had
    .filter(([name]) => !(name in has) && now.studioUserProfiles.includes(name))
    .map(([name, group]) => ({
      key: "rStudio",
      change: `no longer gives ${name} a seat`,
      loss: `the user profile ${name} and the way to its home folder: AWS takes a seat back only with the whole profile`,
      instead: `keep it named and close the way in (aws cognito-idp admin-disable-user --username ${name}), or take app:RStudioServerPro: out of studioLandingUris`,
      back: [set("rStudio", `.accessGroups${segment(name)}`, group)],
    }));
}
