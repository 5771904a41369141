/** Images that people start apps with, and the repositories that their versions come from. */
import type { Estate } from "../estate";
import type { AuditedImage } from "../studio-estate";
import { type CollectedResource, identity, setting } from "./graph/graph";
import type { Survey } from "./survey";

const VERSION = "sagemaker/imageVersion:ImageVersion";

export function imagesOf(survey: Survey): Pick<Estate["studio"], "images"> {
  const images = survey.all("sagemaker/image:Image").map((image): AuditedImage => {
    const name = identity(image, "imageName") ?? image.name;
    const roleArn = setting(image, "roleArn") ?? "";
    const [, partition = ""] = roleArn.split(":");
    const versions = survey.referring(VERSION, "imageName", name, image.id);
    return {
      name,
      roleArn,
      repositoryArns: [...new Set(versions.flatMap((version) => repositoryOf(survey, version, partition)))],
    };
  });
  return images.length === 0 ? {} : { images };
}

/** `<account>.dkr.ecr.<region>.<suffix>/<repository>@<digest>`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function repositoryOf(survey: Survey, version: CollectedResource, partition: string): string[] {
  const image = setting(version, "baseImage") ?? "";
  const [, account, region, repository] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+\/([^@]+)@sha256:/.exec(image) ?? [];
  if (account === undefined || region === undefined || repository === undefined) {
    survey.fault(version, "/baseImage", `${version.name} does not name an image in ECR by digest.`);
    return [];
  }
  return [`arn:${partition}:ecr:${region}:${account}:repository/${repository}`];
}
