import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataKey } from "../../policies/data-key/use-data-key";
import { tagsFor } from "../tags";

export interface ImagesBucketArgs {
  readonly region: string;
  readonly portalOrigins: readonly string[];
  /** Days after which an image goes. */
  readonly retentionDays: number;
  /** Keep bucket and images on destroy. */
  readonly retain: boolean;
  /** The company's own; absent where S3's is used. */
  readonly dataKey: DataKey | undefined;
}

/** Days for which an overwritten or deleted image can be had back: a version that was asked about must still be there for a retry. */
const OLD_VERSION_DAYS = 7;

/** Where uploads and dropped images lie: private, encrypted, versioned, and gone after their time. Its policy comes with its endpoints. */
export class ImagesBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  /** The bucket's policy would be refused, or its notification lost, if these were still being made. */
  readonly settings: readonly pulumi.Resource[];
  private readonly place: { readonly region: string; readonly bucket: pulumi.Output<string> };

  constructor(
    private readonly name: string,
    private readonly args: ImagesBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rekognition:ImagesBucket", name, {}, opts);
    const { region, retain } = args;
    this.bucket = new aws.s3.Bucket(
      name,
      // Images that are not to be kept must not stand in the way of a destroy either.
      { region, forceDestroy: !retain, tags: tagsFor(name) },
      { ...this.options(), protect: retain },
    );
    this.place = { region, bucket: this.bucket.id };
    this.settings = [...this.closeToThePublic(), this.keepVersions(), this.encrypt(), this.letImagesGo()];
    this.letPortalsUpload();
    this.registerOutputs({ bucketName: this.bucket.id });
  }

  /** Kept images stay as closed, encrypted and dated as they were. */
  options(): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: this.args.retain };
  }

  /** No access lists at all: who may do what is said in policies only. */
  private closeToThePublic(): pulumi.Resource[] {
    const closed = new aws.s3.BucketPublicAccessBlock(
      `${this.name}-not-public`,
      {
        ...this.place,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.options(),
    );
    const owned = new aws.s3.BucketOwnershipControls(
      `${this.name}-owner`,
      { ...this.place, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.options(),
    );
    return [closed, owned];
  }

  private keepVersions(): pulumi.Resource {
    const versioningConfiguration = { status: "Enabled" };
    return new aws.s3.BucketVersioning(
      `${this.name}-versions`,
      { ...this.place, versioningConfiguration },
      this.options(),
    );
  }

  /**
   * With the company's key S3 asks KMS once for many images (a bucket key). Images that are there already stay encrypted as they are.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  private encrypt(): pulumi.Resource {
    const { dataKey } = this.args;
    const rules = dataKey
      ? [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: dataKey.keyArn },
            bucketKeyEnabled: true,
          },
        ]
      : [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
    return new aws.s3.BucketServerSideEncryptionConfiguration(
      `${this.name}-encryption`,
      { ...this.place, rules },
      this.options(),
    );
  }

  private letImagesGo(): pulumi.Resource {
    const rule = {
      id: "images-go-after-their-time",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: this.args.retentionDays },
      noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    };
    return new aws.s3.BucketLifecycleConfiguration(
      `${this.name}-lifecycle`,
      { ...this.place, rules: [rule] },
      this.options(),
    );
  }

  /** A portal's page sends the form of a presigned POST, and reads whether it went well. */
  private letPortalsUpload(): void {
    const rule = {
      allowedOrigins: [...this.args.portalOrigins],
      allowedMethods: ["POST"],
      allowedHeaders: ["Content-Type"],
      exposeHeaders: ["x-amz-request-id", "x-amz-version-id"],
      maxAgeSeconds: 600,
    };
    new aws.s3.BucketCorsConfiguration(`${this.name}-portals`, { ...this.place, corsRules: [rule] }, this.options());
  }
}
