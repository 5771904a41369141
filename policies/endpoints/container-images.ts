/** What may pass the two endpoints to ECR, and the layers' bucket behind S3's: image roles, to the repositories that config names. */
import { type Place, roleArnsUnder } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument, type Statement } from "../document";
import { PULLING, REGISTRY_SIGN_IN } from "../studio-apps/image-role";

export interface ImageEndpointNames {
  readonly imageRolePath: string;
  /** ARNs. */
  readonly repositories: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
export function ecrApiEndpointPolicy(place: Place, names: ImageEndpointNames): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowImageRolesToReadTheirRepositories",
      ...imageRoles(place, names, [...PULLING, "ecr:DescribeImages"], oneOrList(names.repositories)),
    },
    { Sid: "AllowImageRolesToSignInToTheRegistry", ...imageRoles(place, names, REGISTRY_SIGN_IN, "*") },
  );
}

/** The registry itself, where images are pulled. */
export function ecrRegistryEndpointPolicy(place: Place, names: ImageEndpointNames): PolicyDocument {
  return policyDocument({
    Sid: "AllowImageRolesToPullFromTheirRepositories",
    ...imageRoles(place, names, PULLING, oneOrList(names.repositories)),
  });
}

/**
 * ECR keeps layers in a bucket of AWS's own, one a Region, and answers a pull with links into it that AWS has signed: the caller is not ours
 * to name. Reading only. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export function readLayers({ partition, region }: Place): Statement {
  return {
    Sid: "AllowReadingLayersOfContainerImages",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
  };
}

function imageRoles(
  place: Place,
  { imageRolePath }: ImageEndpointNames,
  actions: Statement["Action"] & {},
  resources: Statement["Resource"] & {},
): Omit<Statement, "Sid"> {
  return {
    Effect: "Allow",
    Principal: "*",
    Action: actions,
    Resource: resources,
    Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, imageRolePath) } },
  };
}
