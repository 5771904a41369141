import { findPartition } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import { containerImage } from "./container-image";

/** What of images cannot be, given the Region and the profiles. */
export function studioAppsDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [...imagesElsewhere(values), ...imagesForNoProfile(values)];
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
