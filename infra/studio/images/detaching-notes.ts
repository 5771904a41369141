import type { Settings } from "../../config";
import type { Deployed } from "../../deployed/deployed";

/**
 * What a preview warns of: the provider sends no empty list, so the last image of a kind stays named in profiles until it is taken out by
 * hand, and SageMaker may refuse to delete an image that is in use. Apps that run with it go on until they are stopped:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-byoi-cleanup.html
 */
export function detachingNotes(
  before: Pick<Deployed, "customImages" | "studioUserProfiles">,
  { customImages, region }: Pick<Settings, "customImages" | "region">,
): string[] {
  const kinds = (images: Settings["customImages"]) => [...new Set(images.map(({ appType }) => appType))];
  const left = kinds(customImages);
  return kinds(before.customImages)
    .filter((appType) => !left.includes(appType))
    .map((appType) => {
      const settings = JSON.stringify({ [`${appType}AppSettings`]: { CustomImages: [] } });
      return (
        `No image of ${appType} is left, and the provider cannot send an empty list: before this update, detach the last one from each of ` +
        `${before.studioUserProfiles.join(", ")} with aws sagemaker update-user-profile --region ${region} --domain-id ` +
        `$(pulumi stack output studioDomainId) --user-profile-name <profile> --user-settings '${settings}'. Apps that run with it go on ` +
        "until they are stopped."
      );
    });
}
