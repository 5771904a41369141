/** The whole gateway for one environment, wired in the order things need each other. */
import type * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../policies/arns";
import type { MintingEndpoints } from "../policies/minting-role";
import type { Settings } from "./config";
import { type Deployed, deployedOutput } from "./deployed/deployed";
import { endpointPolicies, openExecuteApiEndpoint } from "./endpoint-policies";
import { type AuthorizerArgs, authorizerRole, createAuthorizer, pinsKeys } from "./functions/authorizer";
import { FunctionRole } from "./functions/function-role";
import type { LambdaFunction } from "./functions/lambda-function";
import { createStudioUrl, type StudioUrlArgs } from "./functions/studio-url";
import { createSignIn } from "./identity/create-sign-in";
import { createMonitoring, type WatchedGateway } from "./monitoring/create-monitoring";
import type { Monitoring } from "./monitoring/monitoring";
import { ExistingEndpoints } from "./network/existing/existing-endpoints";
import type { FoundPlaces } from "./network/existing/found";
import { createNetwork, runsStudioApps } from "./network/gateway-network";
import type { Network } from "./network/network";
import { VpcEndpoints } from "./network/vpc-endpoints";
import { connectOffice } from "./office";
import { forwardedZones, gatewayOutputs, type GatewayOutputs } from "./outputs";
import type { Mapping } from "./people/mapping";
import { createMappingTable } from "./people/mapping-table";
import { placeOf } from "./place";
import { PrivateApi, type PrivateApiArgs } from "./private-api/private-api";
import { routesOf } from "./private-api/routes";
import { type OpenPool, RekognitionPool } from "./rekognition/pool";
import { createRollouts } from "./rollout/create-rollouts";
import { accountRolesOutput } from "./studio-accounts/account-roles";
import { domainsBeside } from "./studio-accounts/listed-accounts";
import { MintingRoles } from "./studio/minting-roles";
import { createStudio, type Studio } from "./studio/studio";

/** What stands before the endpoints do, because their policies name it. */
interface Inside {
  readonly settings: Settings;
  readonly place: pulumi.Output<Place>;
  readonly network: Network;
  /** Endpoints that were there before; absent where config names none. */
  readonly existing: ExistingEndpoints | undefined;
  readonly studio: Studio;
  readonly studioUrlRole: FunctionRole;
  readonly authorizerRole: FunctionRole;
  /** Absent in claim mode. */
  readonly mappingTable: aws.dynamodb.Table | undefined;
  /** Absent while there is no Rekognition pool. */
  readonly pool: RekognitionPool | undefined;
}

type StackOutputs = GatewayOutputs & {
  readonly studioUrlRoleArn: pulumi.Input<string>;
  readonly deployed: pulumi.Input<Deployed>;
};

/**
 * Declares every resource of one stack.
 *
 * @param found what AWS answers about the things that config says exist
 * @returns the stack's outputs, by name
 */
export async function createGateway(settings: Settings, found: FoundPlaces): Promise<StackOutputs> {
  const inside = createInside(settings, found);
  const { studio, pool } = inside;
  const endpoints = openEndpoints(inside);
  const mapping = mappingOf(inside, endpoints);
  const mintingEndpoints = endpointsOfMinting(endpoints);
  const mintingRoles = createMintingRoles(inside, mintingEndpoints);
  await studio.createProfiles(mintingEndpoints, endpoints.s3.id);
  await mintingRoles.createRoles([...settings.studioUserProfiles, ...settings.existingStudioUserProfiles]);
  const people = createSignIn("people", { settings, account: inside.place.account });
  const authorizer = startAuthorizer(inside, { people, mapping });
  const studioUrl = startStudioUrl(inside, endpoints, { mintingRoles, mapping });
  const openPool = pool?.open({ s3: endpoints.s3, dynamodb: endpoints.dynamodb });
  const functions = { "studio-url": studioUrl, ...(openPool && { rekognition: openPool.functions.rekognition }) };
  const { api, accessLog } = openApi(settings, endpoints, { authorizer, functions, pool: openPool });
  const zones = forwardedZones({ settings, api, pool: openPool });
  const office = connectOffice({ settings, network: inside.network, zones });
  const monitoring = monitor(inside, { api, accessLog }, { authorizer, ...functions, ...openPool?.functions });
  const outputs = gatewayOutputs({
    ...settings,
    api,
    stage: settings.stageName,
    endpoints,
    office,
    people,
    settings,
    domainId: studio.domainId,
    rStudio: studio.rStudio,
    mintingRole: mintingRoles.functionSetting,
    pool: openPool,
    mapping,
    monitoring,
    rollouts: createRollouts("rollout", inside, monitoring, { authorizer, ...functions, ...openPool?.functions }),
  });
  const functionRoleArn = inside.studioUrlRole.role.arn;
  const roles = accountRolesOutput(settings, { place: inside.place, endpoints: mintingEndpoints, functionRoleArn });
  return { ...outputs, ...roles, studioUrlRoleArn: functionRoleArn, deployed: deployedOutput(settings, studio.zones) };
}

function endpointsOfMinting({ sagemakerApi, studio }: VpcEndpoints): pulumi.Output<MintingEndpoints> {
  return pulumi.output({ sagemakerApiEndpointId: sagemakerApi.id, studioEndpointId: studio.id });
}

function createInside(settings: Settings, found: FoundPlaces): Inside {
  const place = placeOf(settings.region);
  const network = createNetwork("network", settings, found);
  const namesEndpoints = Object.keys(settings.existingEndpoints).length > 0;
  const existing = namesEndpoints ? new ExistingEndpoints("existing-endpoints", { settings, found }) : undefined;
  const hasPool = settings.rekognitionRegions.length > 0;
  return {
    settings,
    place,
    network,
    existing,
    pool: hasPool ? new RekognitionPool("pool", { settings, place, network }) : undefined,
    studio: createStudio("studio", { settings, place, network, hubCidrs: existing?.hubCidrs ?? [] }),
    studioUrlRole: new FunctionRole("studio-url", { ...settings, inVpc: true }),
    authorizerRole: authorizerRole("authorizer", settings),
    mappingTable: settings.profileMode === "table" ? createMappingTable("mapping", settings) : undefined,
  };
}

function mappingOf({ settings, studio, mappingTable }: Inside, { rows }: VpcEndpoints): Mapping | undefined {
  return mappingTable && rows && { table: mappingTable, way: rows, domainIds: servedDomains({ settings, studio }) };
}

/** The stack's own, and those that rows may name beside it. */
function servedDomains({ settings, studio }: Pick<Inside, "settings" | "studio">): pulumi.Output<string[]> {
  return studio.domainId.apply((own) => [own, ...settings.studioDomainIds]);
}

function openEndpoints(inside: Inside): VpcEndpoints {
  const { settings, place, network, existing, studio, studioUrlRole, pool } = inside;
  return new VpcEndpoints("endpoints", {
    network,
    existing,
    region: settings.region,
    corporateCidrs: settings.corporateCidrs,
    executeApiPrivateDns: settings.executeApiPrivateDns,
    studioSecurityGroupIds: studio.appsSecurityGroupIds,
    rStudioSecurityGroupId: studio.rStudio?.securityGroup.id,
    policies: endpointPolicies({
      place,
      domainId: studio.domainId,
      runsStudioApps: runsStudioApps(settings),
      functionRoleArn: studioUrlRole.role.arn,
      dataBuckets: settings.studioDataBuckets,
      baseImages: settings.customImages.map(({ baseImage }) => baseImage),
      hasRStudio: studio.rStudio !== undefined,
      images: pool?.images,
      results: pool?.resultsUsers,
      rows: rowReaders(inside),
      ...domainsBeside(settings),
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
    furtherDomainIds: settings.studioDomainIds,
    functionRoleArn: studioUrlRole.role.arn,
    endpoints,
    permissionsBoundaryArn: settings.permissionsBoundaryArn,
  });
}

function startAuthorizer(
  { settings, network, studio, authorizerRole: role }: Inside,
  parts: Pick<AuthorizerArgs, "people" | "mapping">,
): LambdaFunction {
  return createAuthorizer("authorizer", { settings, domainId: studio.domainId, network, role, ...parts });
}

/** Who reads rows through the DynamoDB endpoint: the authorizer only where it runs inside the VPC. */
function rowReaders({ settings, mappingTable, studioUrlRole, authorizerRole: authorizer }: Inside) {
  if (!mappingTable) return undefined;
  const roles = pinsKeys(settings) ? [authorizer, studioUrlRole] : [studioUrlRole];
  return { tableArn: mappingTable.arn, functionRoleArns: roles.map(({ role }) => role.arn) };
}

function startStudioUrl(
  { settings, network, studioUrlRole }: Inside,
  endpoints: VpcEndpoints,
  parts: Pick<StudioUrlArgs, "mintingRoles" | "mapping">,
): LambdaFunction {
  return createStudioUrl("studio-url", {
    settings,
    role: studioUrlRole,
    ...parts,
    stsEndpointId: endpoints.sts.id,
    subnetIds: network.subnetIds,
    securityGroupId: endpoints.functionSecurityGroupId,
  });
}

/** The API and, once it exists, the policy that names its methods, unless the endpoint keeps one that it had. */
function openApi(
  settings: Settings,
  endpoints: VpcEndpoints,
  behind: Pick<PrivateApiArgs, "authorizer" | "functions"> & {
    readonly pool: Pick<OpenPool, "callsPerSecond" | "callsAtOnce"> | undefined;
  },
): PrivateApi {
  const privateApi = new PrivateApi("api", {
    settings,
    executeApiEndpointId: endpoints.executeApi.id,
    authorizer: behind.authorizer,
    functions: behind.functions,
    poolCallsPerSecond: behind.pool?.callsPerSecond,
    poolCallsAtOnce: behind.pool?.callsAtOnce,
  });
  if (settings.existingEndpoints["execute-api"]) return privateApi;
  openExecuteApiEndpoint("execute-api-policy", {
    region: settings.region,
    endpoint: endpoints.executeApi,
    api: privateApi.api,
    stage: settings.stageName,
    routes: routesOf(settings),
  });
  return privateApi;
}

function monitor(
  inside: Inside,
  api: Pick<PrivateApi, "api" | "accessLog">,
  functions: WatchedGateway["functions"],
): Monitoring | undefined {
  const { authorizerRole: authorizer, studioUrlRole, pool } = inside;
  const roles = { authorizer, "studio-url": studioUrlRole, ...pool?.roles };
  const queue = pool?.queue;
  return createMonitoring("monitoring", {
    ...inside,
    ...api,
    roles,
    functions,
    domainIds: servedDomains(inside),
    queue,
  });
}
