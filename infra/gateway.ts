/** The whole gateway for one environment, wired in the order things need each other. */
import type * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../policies/arns";
import type { MintingEndpoints } from "../policies/minting-role";
import type { Settings } from "./config";
import { type Deployed, deployedOutput } from "./deployed/deployed";
import { endpointPolicies, openExecuteApiEndpoint } from "./endpoint-policies";
import { createAuthorizer } from "./functions/authorizer";
import { FunctionRole } from "./functions/function-role";
import { createStudioUrl } from "./functions/studio-url";
import { createSignIn } from "./identity/create-sign-in";
import { CorporateAttachment } from "./network/corporate-attachment";
import { InboundResolver } from "./network/inbound-resolver";
import { PrivateNetwork } from "./network/private-network";
import { interfaceServices, VpcEndpoints } from "./network/vpc-endpoints";
import { gatewayOutputs, type GatewayOutputs } from "./outputs";
import { placeOf } from "./place";
import { PrivateApi, type PrivateApiArgs } from "./private-api/private-api";
import { routesOf } from "./private-api/routes";
import { type OpenPool, poolServices, RekognitionPool } from "./rekognition/pool";
import { MintingRoles } from "./studio/minting-roles";
import { createStudio, type Studio } from "./studio/studio";

/** What stands before the endpoints do, because their policies name it. */
interface Inside {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  readonly network: PrivateNetwork;
  readonly studio: Studio;
  readonly studioUrlRole: FunctionRole;
  /** Absent while there is no Rekognition pool. */
  readonly pool: RekognitionPool | undefined;
}

/**
 * Declares every resource of one stack.
 *
 * @returns the stack's outputs, by name
 */
export function createGateway(settings: Settings): GatewayOutputs & { readonly deployed: pulumi.Input<Deployed> } {
  const { region, corporateCidrs, corporateAttachment: attachment } = settings;
  const inside = createInside(settings);
  const { network, studio, pool } = inside;
  const endpoints = openEndpoints(inside);
  const mintingEndpoints = pulumi.output({
    sagemakerApiEndpointId: endpoints.sagemakerApi.id,
    studioEndpointId: endpoints.studio.id,
  });
  studio.createProfiles(mintingEndpoints, endpoints.s3.id);
  const people = createSignIn("people", { settings, account: inside.place.account });
  const authorizer = createAuthorizer("authorizer", { settings, people, domainId: studio.domainId, network });
  const mintingRoles = createMintingRoles(inside, mintingEndpoints);
  const studioUrl = startStudioUrl(inside, endpoints, mintingRoles);
  const openPool = pool?.open(endpoints.s3);
  const functions = { "studio-url": studioUrl, ...(openPool && { rekognition: openPool.rekognition }) };
  const api = openApi(settings, endpoints, { authorizer, functions, pool: openPool });
  const resolver = new InboundResolver("resolver", { network, region, corporateCidrs });
  new CorporateAttachment("office", { network, region, corporateCidrs, attachment });
  const outputs = gatewayOutputs({
    region,
    api,
    stage: settings.stageName,
    executeApiPrivateDns: settings.executeApiPrivateDns,
    endpoints,
    resolverAddresses: resolver.addresses,
    people,
    settings,
    domainId: studio.domainId,
    mintingRole: mintingRoles.functionSetting,
    mintingMode: settings.mintingMode,
    pool: openPool,
  });
  return { ...outputs, deployed: deployedOutput(settings, studio.zones) };
}

function createInside(settings: Settings): Inside {
  const { region, vpcCidr: cidr, availabilityZoneCount: zoneCount, logRetentionDays } = settings;
  const place = placeOf(region);
  const endpointServices = [...interfaceServices(runsStudioApps(settings)), ...poolServices(settings)];
  // Behind the homes that config keeps.
  const protect = runsStudioApps(settings) && settings.retainStudioHomes;
  const network = new PrivateNetwork("network", { region, cidr, zoneCount, placement: { endpointServices }, protect });
  const hasPool = settings.rekognitionRegions.length > 0;
  return {
    settings,
    place,
    network,
    pool: hasPool ? new RekognitionPool("pool", { settings, place, network }) : undefined,
    studio: createStudio("studio", { settings, place, network }),
    studioUrlRole: new FunctionRole("studio-url", { region, logRetentionDays, inVpc: true }),
  };
}

/** A domain made here runs its apps in our network; an existing one keeps its own. */
function runsStudioApps(settings: Settings): boolean {
  return settings.studioDomainId === "";
}

function openEndpoints({ settings, place, network, studio, studioUrlRole, pool }: Inside): VpcEndpoints {
  return new VpcEndpoints("endpoints", {
    network,
    region: settings.region,
    corporateCidrs: settings.corporateCidrs,
    executeApiPrivateDns: settings.executeApiPrivateDns,
    studioSecurityGroupIds: studio.appsSecurityGroupIds,
    policies: endpointPolicies({
      place,
      domainId: studio.domainId,
      runsStudioApps: runsStudioApps(settings),
      functionRoleArn: studioUrlRole.role.arn,
      dataBuckets: settings.studioDataBuckets,
      images: pool?.images,
    }),
  });
}

function createMintingRoles(
  { settings, place, studio, studioUrlRole }: Inside,
  endpoints: pulumi.Output<MintingEndpoints>,
): MintingRoles {
  return new MintingRoles("minting", {
    mode: settings.mintingMode,
    place,
    domainId: studio.domainId,
    userProfileNames: [...settings.studioUserProfiles, ...settings.existingStudioUserProfiles],
    functionRoleArn: studioUrlRole.role.arn,
    endpoints,
  });
}

function startStudioUrl(
  { settings, network, studioUrlRole }: Inside,
  endpoints: VpcEndpoints,
  mintingRoles: MintingRoles,
): aws.lambda.Function {
  return createStudioUrl("studio-url", {
    settings,
    role: studioUrlRole,
    mintingRoles,
    stsEndpointId: endpoints.sts.id,
    subnetIds: network.subnetIds,
    securityGroupId: endpoints.functionSecurityGroupId,
  });
}

/** The API and, once it exists, the endpoint policy that names its methods. */
function openApi(
  settings: Settings,
  endpoints: VpcEndpoints,
  behind: Pick<PrivateApiArgs, "authorizer" | "functions"> & {
    readonly pool: Pick<OpenPool, "callsPerSecond" | "callsAtOnce"> | undefined;
  },
): aws.apigateway.RestApi {
  const { api } = new PrivateApi("api", {
    settings,
    executeApiEndpointId: endpoints.executeApi.id,
    authorizer: behind.authorizer,
    functions: behind.functions,
    poolCallsPerSecond: behind.pool?.callsPerSecond,
    poolCallsAtOnce: behind.pool?.callsAtOnce,
  });
  openExecuteApiEndpoint("execute-api-policy", {
    region: settings.region,
    endpoint: endpoints.executeApi,
    api,
    stage: settings.stageName,
    routes: routesOf(settings),
  });
  return api;
}
