/** The role of one custom image: SageMaker may read that image's repository with it, for this account only, and nothing else. */
import type { Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/** `arn:…:ecr:<region>:<account>:repository/<name>`; the account is that of the image's registry. */
export function repositoryArn(place: Pick<Place, "partition">, image: Repository): string {
  return `arn:${place.partition}:ecr:${image.region}:${image.account}:repository/${image.repository}`;
}

export interface Repository {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/** Signing in to a registry names no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const REGISTRY_SIGN_IN = "ecr:GetAuthorizationToken";
/** What a pull asks for: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html */
export const PULLING = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] as const;

/** @param place whose account the image is made in */
export function imageRoleTrust({ account }: Pick<Place, "account">): PolicyDocument {
  return policyDocument({
    Sid: "LetSageMakerReadTheImage",
    Effect: "Allow",
    Principal: { Service: "sagemaker.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}

/** In place of AmazonSageMakerFullAccess, which AWS's guide attaches to it: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-byoi-how-to-prepare-image.html */
export function imageRolePolicy(repository: string): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowReadingTheOneRepository",
      Effect: "Allow",
      Action: [...PULLING, "ecr:DescribeImages"],
      Resource: repository,
    },
    { Sid: "AllowSigningInToTheRegistry", Effect: "Allow", Action: REGISTRY_SIGN_IN, Resource: "*" },
  );
}
