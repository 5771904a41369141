import type { Place } from "../../policies/arns";
import type { PolicyDocument } from "../../policies/document";
import { ecrApiEndpointPolicy, ecrRegistryEndpointPolicy } from "../../policies/endpoints/container-images";
import { licenseManagerEndpointPolicy } from "../../policies/endpoints/r-studio";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import { appsSagemakerApiEndpointPolicy } from "../../policies/endpoints/sagemaker-api";
import { logsEndpointPolicy } from "../../policies/endpoints/studio-runtime";
import { imageRolePolicy, imageRoleTrust, repositoryArn } from "../../policies/studio-apps/image-role";
import { rStudioRestartPolicy, rStudioRolePolicy, rStudioRoleTrust } from "../../policies/studio-apps/r-studio";

/** The policies of images that people start apps with, and of RStudio's server. */
export function studioAppDocuments(
  place: Place,
  paths: { readonly executionRolePath: string },
): Readonly<Record<string, PolicyDocument>> {
  const repository = repositoryArn(place, { ...place, repository: "studio/forecasting" });
  const images = { imageRolePath: "/gateway/dev/studio-images/", repositories: [repository] };
  const server = { ...paths, rStudioRolePath: "/gateway/dev/r-studio/" };
  const domain = { domainId: "d-aaaa11112222" };
  return {
    "r-studio-role": rStudioRolePolicy(place),
    "r-studio-role-restart": rStudioRestartPolicy(place, domain),
    "r-studio-role-trust": rStudioRoleTrust(place),
    "license-manager-endpoint": licenseManagerEndpointPolicy(place, server),
    "sagemaker-api-endpoint-with-r-studio": appsSagemakerApiEndpointPolicy(place, { ...server, ...domain }),
    "logs-endpoint-with-r-studio": logsEndpointPolicy(place, server),
    "image-role": imageRolePolicy(repository),
    "image-role-trust": imageRoleTrust(place),
    "ecr-api-endpoint": ecrApiEndpointPolicy(place, images),
    "ecr-registry-endpoint": ecrRegistryEndpointPolicy(place, images),
    "s3-endpoint-with-layers": s3EndpointPolicy(place, { ...paths, dataBuckets: [], readsLayers: true }),
  };
}
