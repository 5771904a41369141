import * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "./config";
import type { SignIn } from "./identity/sign-in";
import { signInOutput } from "./identity/sign-in-output";
import { forwardingSnippets, zonesToForward } from "./network/dns-forwarding";
import type { VpcEndpoints } from "./network/vpc-endpoints";
import { rolePaths } from "./names";
import type { Office } from "./office";
import { partitionOf } from "./partition";
import { listedAccounts } from "./studio-accounts/listed-accounts";
import { boundaryOutput } from "./permissions-boundary";
import type { Monitoring } from "./monitoring/monitoring";
import type { Mapping } from "./people/mapping";
import type { GuardedRollouts } from "./rollout/guarded-rollouts";
import type { OpenPool } from "./rekognition/pool";
import type { Studio } from "./studio/studio";

export interface OutputsArgs {
  readonly region: string;
  readonly api: aws.apigateway.RestApi;
  readonly stage: string;
  readonly endpoints: VpcEndpoints;
  readonly office: Office;
  readonly people: SignIn;
  readonly settings: Settings;
  readonly domainId: pulumi.Input<string>;
  readonly rStudio: Studio["rStudio"];
  /** The minting role's ARN; with rolePerProfile the beginning of every profile's. */
  readonly mintingRole: pulumi.Output<string>;
  /** Absent while there is no Rekognition pool. */
  readonly pool: OpenPool | undefined;
  /** Absent in claim mode. */
  readonly mapping: Mapping | undefined;
  /** Absent where config says why there is none. */
  readonly monitoring: Monitoring | undefined;
  /** Absent where an update gives its new versions all calls. */
  readonly rollouts: GuardedRollouts | undefined;
}

/** Where the API answers, three ways. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html */
export function apiUrls(args: Pick<OutputsArgs, "region" | "api" | "stage" | "endpoints">) {
  const suffix = `execute-api.${args.region}.${partitionOf(args.region).dnsSuffix}/${args.stage}`;
  const endpoint = args.endpoints.executeApi;
  return {
    /** Needs the office's DNS to forward the name to the resolver, and private DNS on the endpoint. */
    privateDns: pulumi.interpolate`https://${args.api.id}.${suffix}`,
    /** Needs neither: the name is public, its addresses are the endpoint's. */
    endpointAlias: pulumi.interpolate`https://${args.api.id}-${endpoint.id}.${suffix}`,
    /** For clients that may set a header (a browser may not): send `x-apigw-api-id` with it. */
    endpointHost: {
      url: endpoint.dnsEntries.apply((entries) => `https://${entries[0]?.dnsName ?? ""}/${args.stage}`),
      header: pulumi.interpolate`x-apigw-api-id: ${args.api.id}`,
    },
  };
}

/** The zones of the API, of Studio and, with a pool, of the images bucket. */
export function forwardedZones({
  settings: { region, executeApiPrivateDns },
  api,
  pool,
}: Pick<OutputsArgs, "settings" | "api" | "pool">): pulumi.Output<string[]> {
  return pulumi
    .all([api.id, pool?.dnsZone])
    .apply(([apiId, images]) => [
      ...zonesToForward({ apiId, region, executeApiPrivateDns }),
      ...(images === undefined ? [] : [images]),
    ]);
}

/** The stack's outputs. */
export type GatewayOutputs = ReturnType<typeof gatewayOutputs>;

/** What the platform engineer, the portal and the DNS team need next. Nothing here is a secret. */
export function gatewayOutputs(args: OutputsArgs) {
  const { pool, office } = args;
  return {
    /** The API's base URL in its three forms. */
    apiUrls: apiUrls(args),
    endpointIds: {
      executeApi: args.endpoints.executeApi.id,
      sagemakerApi: args.endpoints.sagemakerApi.id,
      studio: args.endpoints.studio.id,
      sts: args.endpoints.sts.id,
      s3: args.endpoints.s3.id,
      ...(args.mapping && { dynamodb: args.mapping.way.dynamodb.id }),
      ...pool?.endpointIds,
    },
    /** Where the company's DNS servers forward to. */
    resolverAddresses: office.resolverAddresses,
    dnsZonesToForward: office.zones,
    /** Ready to paste, by DNS server; `npm run dns` prints one. */
    dnsForwardingSnippets: pulumi
      .all([office.zones, office.resolverAddresses])
      .apply(([names, addresses]) => forwardingSnippets(names, addresses)),
    studioDomainId: pulumi.output(args.domainId),
    ...rStudioOutput(args.rStudio),
    /** For the portal: how to get the token that it sends. */
    signIn: signInOutput(args.people, args.settings),
    operator: operatorOutput(args),
    /** "" when people are not in a user pool. */
    userPoolId: args.people.userPoolId,
    /** The portal's client, of any provider. */
    userPoolClientId: args.people.clientIds[0],
    /** Bucket, table, queues, what each operation carries, and how failed images are tried again; empty without a pool. */
    rekognitionPool: pool?.outputs ?? {},
    ...boundaryOutput(args.settings),
    /** Where alarms speak, and where calls are kept that should not have happened; empty while monitoring is off. */
    monitoring: args.monitoring?.outputs ?? {},
    /** Where to go into the stand-in for an office; empty without one. */
    corporateSandbox: office.sandbox,
    /** By function, the line that gives its newest version traffic; empty while rollout is off. */
    rollouts: args.rollouts?.startLines ?? {},
  };
}

function ignoredAlarms({ rollout }: Settings) {
  return "off" in rollout || rollout.ignoreAlarms === undefined ? {} : { rolloutsIgnoreAlarms: rollout.ignoreAlarms };
}

/** What `npm run mapping` works on (local/operator/operator-output.ts). */
function operatorOutput({ mapping, mintingRole, settings }: OutputsArgs) {
  return {
    mintingMode: settings.mintingMode,
    mintingRole,
    mintingRolePath: rolePaths().minting,
    executionRolePath: rolePaths().execution,
    profileNameRule: settings.profileNameRule,
    /** The audit asks for it where alarms do not decide about rollouts. */
    ...ignoredAlarms(settings),
    ...(mapping && {
      mappingTable: mapping.table.name,
      domainIds: mapping.domainIds,
      ...(settings.studioAccounts.length > 0 && { accounts: listedAccounts(settings) }),
      /** What config asks for; the audit holds the table to it. */
      keepsMappingTable: settings.deletionProtection,
    }),
  };
}

/** For who turns RStudio on in a domain that was made without it: infra/studio/r-studio/README.md. */
export function rStudioOutput(rStudio: Studio["rStudio"]) {
  return rStudio === undefined ? {} : { rStudio: { domainSettingsForUpdate: rStudio.settingsForUpdate } };
}
