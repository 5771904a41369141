/** The small half, in an account whose Studio domain a gateway of another account serves: domain, profiles, and the role that makes URLs. */
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { appsSagemakerApiEndpointPolicy } from "../../policies/endpoints/sagemaker-api";
import { licenseManagerEndpointPolicy } from "../../policies/endpoints/r-studio";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import { logsEndpointPolicy, sagemakerRuntimeEndpointPolicy } from "../../policies/endpoints/studio-runtime";
import { appsStsEndpointPolicy } from "../../policies/endpoints/sts";
import type { MintingEndpoints } from "../../policies/minting-role";
import type { Settings } from "../config";
import { type GatewayAccount, gatewayOf } from "../config/people/gateway-account";
import { MINTING_ROLE_NAME } from "../config/people/studio-accounts";
import { deployedOutput } from "../deployed/deployed";
import { rolePaths } from "../names";
import { AppsEndpoints, type AppsPolicies } from "../network/apps-endpoints";
import { ExistingEndpoints } from "../network/existing/existing-endpoints";
import type { FoundPlaces } from "../network/existing/found";
import type { MadeThere } from "../network/find-places";
import { createNetwork, madeForApps, runsStudioApps } from "../network/gateway-network";
import { rStudioOutput } from "../outputs";
import { boundaryOutput } from "../permissions-boundary";
import { placeOf, policyText } from "../place";
import { MintingRoles } from "../studio/minting-roles";
import { createStudio, type Studio } from "../studio/studio";

/**
 * Declares every resource of one stack of role `studioAccount`. People come in through the gateway's endpoints, so there is no way in here:
 * the minting role's policy names those endpoints though they are in another account and VPC.
 *
 * @param found what AWS answers about the things that config says exist
 * @returns the stack's outputs, by name
 */
export async function createStudioAccount(settings: Settings, found: FoundPlaces) {
  const gateway = gatewayOf(settings.gateway);
  if (gateway === undefined) throw new Error("Config of role studioAccount without gateway was not refused.");
  const place = placeOf(settings.region);
  const atGateway: MintingEndpoints = gateway;
  const { studio, endpoints } = runsStudioApps(settings)
    ? withNetwork(settings, found, place)
    : { studio: createStudio("studio", { settings, place, network: undefined, hubCidrs: [] }), endpoints: undefined };
  // A notebook calls from its own network, and what it makes is opened, as every URL is, through the gateway.
  const sagemakerApiEndpointId = endpoints?.sagemakerApi.id ?? atGateway.sagemakerApiEndpointId;
  const ofNotebooks = pulumi.output({ sagemakerApiEndpointId, studioEndpointId: atGateway.studioEndpointId });
  await studio.createProfiles(ofNotebooks, endpoints?.s3.id);
  const mintingRoles = createMintingRole(settings, gateway, { place, studio });
  return {
    studioDomainId: studio.domainId,
    ...rStudioOutput(studio.rStudio),
    mintingRoleArn: mintingRoles.assumable,
    gateway,
    /** The entry of the gateway's `studioAccounts`. */
    studioAccountsEntry: entryFor(gateway, { place, studio }),
    endpointIds: endpoints ? { sagemakerApi: endpoints.sagemakerApi.id, s3: endpoints.s3.id } : {},
    ...boundaryOutput(settings),
    deployed: deployedOutput(settings, studio.zones),
  };
}

/** Endpoints that it makes, each of which a VPC has room for once. */
export function madeByStudioAccount(settings: Settings): MadeThere {
  const onlyOnce = madeForApps(settings);
  return { onlyOnce, interfaceServices: interfaceServicesOf(onlyOnce) };
}

function interfaceServicesOf(made: MadeThere["onlyOnce"]): MadeThere["interfaceServices"] {
  return made.flatMap(({ service, type }) => (type === "Interface" ? [service] : []));
}

function withNetwork(settings: Settings, found: FoundPlaces, place: pulumi.Output<Place>) {
  const { region, existingEndpoints } = settings;
  const network = createNetwork("network", settings, found, madeByStudioAccount(settings).interfaceServices);
  const namesEndpoints = Object.keys(existingEndpoints).length > 0;
  const existing = namesEndpoints ? new ExistingEndpoints("existing-endpoints", { settings, found }) : undefined;
  const studio = createStudio("studio", { settings, place, network, hubCidrs: existing?.hubCidrs ?? [] });
  const [appsSecurityGroupId] = studio.appsSecurityGroupIds;
  if (appsSecurityGroupId === undefined) throw new Error("A domain made here has no security group for its apps.");
  const policies = appsPolicies(settings, { place, studio });
  const endpoints = new AppsEndpoints("endpoints", {
    ...{ region, network, existing, appsSecurityGroupId, policies },
    rStudioSecurityGroupId: studio.rStudio?.securityGroup.id,
  });
  return { studio, endpoints };
}

interface Here {
  readonly place: pulumi.Output<Place>;
  readonly studio: Studio;
}

function appsPolicies({ studioDataBuckets: dataBuckets }: Settings, { place, studio }: Here): AppsPolicies {
  const paths = { executionRolePath: rolePaths().execution };
  const server = studio.rStudio && { rStudioRolePath: rolePaths().rStudio };
  return {
    "sagemaker.api": policyText({ place, domainId: studio.domainId }, ({ place, domainId }) =>
      appsSagemakerApiEndpointPolicy(place, { ...paths, ...server, domainId }),
    ),
    sts: policyText(place, (known) => appsStsEndpointPolicy(known, paths)),
    "sagemaker.runtime": policyText(place, (known) => sagemakerRuntimeEndpointPolicy(known, paths)),
    logs: policyText(place, (known) => logsEndpointPolicy(known, { ...paths, ...server })),
    s3: policyText(place, (known) => s3EndpointPolicy(known, { ...paths, dataBuckets })),
    ...(server && { "license-manager": policyText(place, (known) => licenseManagerEndpointPolicy(known, server)) }),
  };
}

function createMintingRole(
  { permissionsBoundaryArn }: Settings,
  { functionRoleArn, mintingRoleName: roleName = MINTING_ROLE_NAME, ...gateway }: GatewayAccount,
  { place, studio }: Here,
): MintingRoles {
  const { externalId, organizationId, sagemakerApiEndpointId, studioEndpointId } = gateway;
  return new MintingRoles("minting", {
    mode: "sessionTags",
    place,
    domainId: studio.domainId,
    furtherDomainIds: [],
    functionRoleArn,
    endpoints: pulumi.output({ sagemakerApiEndpointId, studioEndpointId }),
    permissionsBoundaryArn,
    elsewhere: { roleName, guard: { externalId, organizationId } },
  });
}

/** Ready to paste there; nothing that config leaves to its default. */
function entryFor({ mintingRoleName, externalId, organizationId }: GatewayAccount, { place, studio }: Here) {
  return {
    accountId: place.account,
    domainId: studio.domainId,
    ...(mintingRoleName !== undefined && { mintingRoleName }),
    ...(externalId !== undefined && { externalId }),
    ...(organizationId !== undefined && { organizationId }),
  };
}
