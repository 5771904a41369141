import { findPartition } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { segment } from "../repair/settings-of";
import { containerImage } from "./container-image";
import { landingDisagreements } from "./landing-agreement";
import { rStudioOf } from "./r-studio";

/** What of images, of RStudio and of landing pages cannot be, given the Region, the domain and the profiles. */
export function studioAppsDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [
    ...imagesElsewhere(values),
    ...imagesForNoProfile(values),
    ...seatsForNoProfile(values),
    ...serversOfAnExistingDomain(values),
    ...landingDisagreements(values),
  ];
}

/** SageMaker takes images of its own Region's ECR only: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-byoi.html */
function imagesElsewhere({ region, customImages = [] }: Partial<AgreeingValues>): Disagreement[] {
  if (region === undefined) return [];
  return customImages.flatMap(({ baseImage }, index): Disagreement[] => {
    const image = containerImage(baseImage);
    const dnsSuffix = findPartition(region)?.dnsSuffix ?? image?.dnsSuffix;
    if (image === undefined || (image.region === region && image.dnsSuffix === dnsSuffix)) return [];
    const fault = `is not in ${region}: SageMaker takes images of its own Region only; ECR can replicate it there`;
    const fix = baseImage.replace(`${image.region}.${image.dnsSuffix}`, `${region}.${dnsSuffix ?? ""}`);
    return [{ key: "customImages", at: `[${index}].baseImage`, found: baseImage, fault, fix }];
  });
}

/** Images are attached to the profiles that the program makes, so that no other settings are touched. */
function imagesForNoProfile({ customImages = [], studioUserProfiles }: Partial<AgreeingValues>): Disagreement[] {
  if (customImages.length === 0 || studioUserProfiles?.length !== 0) return [];
  const fault = "is attached to no profile: studioUserProfiles lists none, and others keep their own settings";
  return [{ key: "customImages", at: "", found: customImages.map(({ name }) => name), fault, remove: true }];
}

/** A seat is a setting of a profile, and the program sets those of its own only. */
function seatsForNoProfile({ rStudio, studioUserProfiles }: Partial<AgreeingValues>): Disagreement[] {
  const { accessGroups } = rStudioOf(rStudio) ?? {};
  if (accessGroups === undefined || studioUserProfiles === undefined) return [];
  return Object.keys(accessGroups)
    .filter((name) => !studioUserProfiles.includes(name))
    .map((found) => {
      const fault = "is not in studioUserProfiles: only profiles that the program makes get a seat";
      return { key: "rStudio", at: `.accessGroups${segment(found)}`, found, fault, remove: true };
    });
}

/** Where a domain that was there before finds its servers is said where it was made. */
function serversOfAnExistingDomain({ rStudio, studioDomainId = "" }: Partial<AgreeingValues>): Disagreement[] {
  const settings = rStudioOf(rStudio);
  if (settings === undefined || studioDomainId === "") return [];
  return (["connectUrl", "packageManagerUrl"] as const).flatMap((name): Disagreement[] => {
    const found = settings[name];
    const fault = `is a setting of the domain itself, and ${studioDomainId} was made elsewhere`;
    return found === undefined ? [] : [{ key: "rStudio", at: `.${name}`, found, fault, remove: true }];
  });
}
