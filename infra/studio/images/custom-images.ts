import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../../policies/arns";
import { imageRolePolicy, imageRoleTrust, repositoryArn } from "../../../policies/studio-apps/image-role";
import * as aws from "../../aws";
import type { CustomImageEntry, ImageAppType } from "../../config";
import { containerImage } from "../../config/studio-apps/container-image";
import { rolePaths, stackLabel, withinLength } from "../../names";
import { boundedBy } from "../../permissions-boundary";
import { policyText } from "../../place";
import { tagsFor } from "../../tags";
import { appImageConfigOf } from "./app-image-config";

export interface CustomImagesArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly images: readonly CustomImageEntry[];
  /** Of the images' roles; "" for none. */
  readonly permissionsBoundaryArn: string;
}

/** As the settings of a profile name it: this very version, so that a newer one comes with an update of the profile and not by itself. */
export interface AttachedImage {
  readonly appType: ImageAppType;
  readonly imageName: pulumi.Output<string>;
  readonly imageVersionNumber: pulumi.Output<number>;
  readonly appImageConfigName: pulumi.Output<string>;
}

/** SageMaker's limit for names of images and of their configs. */
const LONGEST_NAME = 63;

/**
 * Images of config as SageMaker knows them: for each a role that reads its repository, the image, the one version that config names by
 * digest, and how an app is started with it. Names are the account's, so project and stack stand before them. Another digest is another
 * version: it is made first, then profiles move to it, and the old one goes last.
 */
export class CustomImages extends pulumi.ComponentResource {
  readonly attached: readonly AttachedImage[];

  constructor(
    name: string,
    private readonly args: CustomImagesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:studio:CustomImages", name, {}, opts);
    this.attached = args.images.map((image) => this.create(`${name}-${image.name}`, image));
    this.registerOutputs({});
  }

  private create(name: string, entry: CustomImageEntry): AttachedImage {
    const { region } = this.args;
    const [role, policy] = this.createRole(`${name}-role`, entry);
    const imageName = withinLength(`${stackLabel()}-${entry.name}`, LONGEST_NAME);
    const image = new aws.sagemaker.Image(
      name,
      {
        region,
        imageName,
        displayName: entry.displayName ?? entry.name,
        roleArn: role.arn,
        tags: tagsFor(name),
      },
      { parent: this, dependsOn: [policy] },
    );
    const version = new aws.sagemaker.ImageVersion(
      `${name}-version`,
      { region, imageName: image.id, baseImage: entry.baseImage },
      { parent: this },
    );
    const config = new aws.sagemaker.AppImageConfig(
      `${name}-config`,
      { region, appImageConfigName: imageName, ...appImageConfigOf(entry), tags: tagsFor(`${name}-config`) },
      { parent: this },
    );
    return {
      appType: entry.appType,
      imageName: image.imageName,
      imageVersionNumber: version.version,
      appImageConfigName: config.appImageConfigName,
    };
  }

  private createRole(name: string, { baseImage }: CustomImageEntry): readonly [aws.iam.Role, aws.iam.RolePolicy] {
    const { place, permissionsBoundaryArn } = this.args;
    const role = new aws.iam.Role(
      withinLength(name, 56),
      {
        path: rolePaths().images,
        assumeRolePolicy: policyText(place, imageRoleTrust),
        ...boundedBy(permissionsBoundaryArn),
        tags: tagsFor(name),
      },
      { parent: this },
    );
    const policy = policyText(place, (known) => imageRolePolicy(repositoryOf(known, baseImage)));
    return [role, new aws.iam.RolePolicy(`${name}-policy`, { role: role.id, policy }, { parent: this })];
  }
}

/** The repository's ARN of an image that config has checked. */
export function repositoryOf(place: Pick<Place, "partition">, baseImage: string): string {
  const image = containerImage(baseImage);
  if (image === undefined) throw new Error(`"${baseImage}" is not an image by digest.`);
  return repositoryArn(place, image);
}
