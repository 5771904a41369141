/** What RStudio's server is meant to do with the domain's role for it: use the account's licence, write a log, be started again. */
import type { Estate } from "../../estate";
import { arnIn, logGroupArns, STUDIO_LOG } from "../ours";
import { OWN_LOG } from "./notebooks";
import type { Permission } from "./permission";

const USING_LICENCES = [
  "license-manager:CheckInLicense",
  "license-manager:CheckoutLicense",
  "license-manager:ExtendLicenseConsumption",
  "license-manager:ListReceivedLicenses",
] as const;
export const READING_A_LICENCE = "license-manager:GetLicense";

/** A licence stands in its seller's account. */
export function licences({ partition }: Pick<Estate, "partition">): string {
  return `arn:${partition}:license-manager::*:license:*`;
}

/** The one server of the domain, which belongs to no person. */
export function serverApp(estate: Estate): string {
  return arnIn(estate, "sagemaker", `app/${estate.studio.domainId}/domain-shared/*`);
}

export function ofRStudio(estate: Estate): Permission[] {
  return [
    ...usingLicences(estate),
    { to: "write Studio's log", actions: ["logs:CreateLogGroup", ...OWN_LOG], on: logGroupArns(estate, STUDIO_LOG) },
    { to: "start the domain's server again", actions: ["sagemaker:CreateApp"], on: [serverApp(estate)] },
  ];
}

export function usingLicences(estate: Estate): Permission[] {
  return [
    { to: "use a licence", actions: USING_LICENCES, on: ["*"] },
    { to: "read a licence", actions: [READING_A_LICENCE], on: [licences(estate)] },
  ];
}
