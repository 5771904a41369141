/** Where a profile's settings name the images that its person may start. Pure. */
import type * as aws from "../../aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageAppType } from "../../config";
import type { AttachedImage } from "./custom-images";

type UserSettings = Exclude<pulumi.Unwrap<aws.sagemaker.UserProfileArgs["userSettings"]>, undefined>;
type SettingsOfApps = Pick<
  UserSettings,
  "jupyterLabAppSettings" | "codeEditorAppSettings" | "kernelGatewayAppSettings"
>;

const PLACES: Readonly<Record<ImageAppType, keyof SettingsOfApps>> = {
  JupyterLab: "jupyterLabAppSettings",
  CodeEditor: "codeEditorAppSettings",
  KernelGateway: "kernelGatewayAppSettings",
};

/**
 * In the profile and not in the domain's defaults: the provider cannot update a domain that is reachable from its VPC only
 * (https://github.com/hashicorp/terraform-provider-aws/issues/45528), and a domain that was there before is not ours to change. What a
 * profile says goes before the domain's: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html
 */
export function settingsWithImages(images: readonly AttachedImage[]): SettingsOfApps {
  return Object.fromEntries(
    Object.entries(PLACES).flatMap(([appType, place]) => {
      const customImages = images
        .filter((image) => image.appType === appType)
        .map(({ imageName, imageVersionNumber, appImageConfigName }) => ({
          imageName,
          imageVersionNumber,
          appImageConfigName,
        }));
      return customImages.length === 0 ? [] : [[place, { customImages }]];
    }),
  );
}
