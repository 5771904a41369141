import type { Place } from "../../policies/arns";
import type { PolicyDocument } from "../../policies/document";
import { ecrApiEndpointPolicy, ecrRegistryEndpointPolicy } from "../../policies/endpoints/container-images";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import { imageRolePolicy, imageRoleTrust, repositoryArn } from "../../policies/studio-apps/image-role";

/** The policies of images that people start apps with. */
export function studioAppDocuments(
  place: Place,
  paths: { readonly executionRolePath: string },
): Readonly<Record<string, PolicyDocument>> {
  const repository = repositoryArn(place, { ...place, repository: "studio/forecasting" });
  const images = { imageRolePath: "/gateway/dev/studio-images/", repositories: [repository] };
  return {
    "image-role": imageRolePolicy(repository),
    "image-role-trust": imageRoleTrust(place),
    "ecr-api-endpoint": ecrApiEndpointPolicy(place, images),
    "ecr-registry-endpoint": ecrRegistryEndpointPolicy(place, images),
    "s3-endpoint-with-layers": s3EndpointPolicy(place, { ...paths, dataBuckets: [], readsLayers: true }),
  };
}
