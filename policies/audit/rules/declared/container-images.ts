/** What SageMaker is meant to do with the role of a custom image: read that image's repository. */
import type { AuditedRole, Estate } from "../../estate";
import { rolesFor } from "../ours";
import type { Permission } from "./permission";

export const PULLING = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] as const;
export const DESCRIBING_IMAGES = "ecr:DescribeImages";
export const REGISTRY_SIGN_IN = "ecr:GetAuthorizationToken";

export function ofImage(estate: Estate, role: AuditedRole): Permission[] {
  return [
    { to: "read its image", actions: [...PULLING, DESCRIBING_IMAGES], on: repositoriesOf(estate, role) },
    { to: "sign in to the registry", actions: [REGISTRY_SIGN_IN], on: ["*"] },
  ];
}

/** The repositories of the image that has this role. */
export function repositoriesOf({ studio }: Estate, { arn }: AuditedRole): string[] {
  return (studio.images ?? []).filter(({ roleArn }) => roleArn === arn).flatMap(({ repositoryArns }) => repositoryArns);
}

/** Those of all images. */
export function imageRepositories(estate: Estate): string[] {
  return [...new Set(rolesFor(estate, "studio-image").flatMap((role) => repositoriesOf(estate, role)))];
}
