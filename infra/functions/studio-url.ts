import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { StudioUrlEnvironment } from "../../functions/studio-url/env";
import { studioUrlFunctionPolicy } from "../../policies/studio-url-function";
import type { DataKey } from "../../policies/data-key/use-data-key";
import type { Settings } from "../config";
import { dataKeyOf } from "../data-key";
import { partitionOf } from "../partition";
import { type Mapping, rowsEnvironment } from "../people/mapping";
import { policyText } from "../place";
import { accountsEnvironment, listedAccounts } from "../studio-accounts/listed-accounts";
import { mintingRoleArnsIn } from "../../policies/accounts/studio-accounts";
import type { MintingRoles } from "../studio/minting-roles";
import type { FunctionRole } from "./function-role";
import { LambdaFunction } from "./lambda-function";

export interface StudioUrlArgs {
  readonly settings: Settings;
  readonly role: FunctionRole;
  readonly mintingRoles: MintingRoles;
  readonly stsEndpointId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** Absent in claim mode. */
  readonly mapping: Mapping | undefined;
}

/** Lists a caller's profiles and mints their URLs: inside the VPC, by becoming the minting role and, in table mode, reading rows. */
export function createStudioUrl(name: string, args: StudioUrlArgs): LambdaFunction {
  const { settings, role, mapping } = args;
  const rows = mapping && rowsOf(mapping, dataKeyOf(settings));
  const otherMintingRoleArns = mintingRoleArnsIn(partitionOf(settings.region), listedAccounts(settings));
  const known = { mintingRoleArn: args.mintingRoles.assumable, stsEndpointId: args.stsEndpointId, rows };
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      role: role.role.id,
      policy: policyText(known, (names) =>
        studioUrlFunctionPolicy({
          ...names,
          otherMintingRoleArns,
          tagsSessions: settings.mintingMode === "sessionTags",
        }),
      ),
    },
    { parent: role },
  );
  return new LambdaFunction(name, {
    region: settings.region,
    rollout: settings.rollout,
    tracing: settings.tracing,
    bundle: mapping ? "studio-url-by-row" : "studio-url",
    role,
    rolePolicies: [policy],
    environment: { ...environmentOf(args), ...(mapping && rowsEnvironment(mapping, settings)) },
    runtime: settings.lambdaRuntime,
    architecture: settings.lambdaArchitecture,
    // Below API Gateway's 29 s, so that the caller gets our answer and not the gateway's.
    timeoutSeconds: 28,
    memoryMb: 512,
    vpc: {
      subnetIds: args.subnetIds,
      securityGroupIds: [args.securityGroupId, ...(mapping ? [mapping.way.securityGroupId] : [])],
    },
  });
}

/** What the function's policy says of the mapping table. */
function rowsOf({ table, way }: Mapping, dataKey: DataKey | undefined) {
  return { tableArn: table.arn, dynamodbEndpointId: way.dynamodb.id, dataKey };
}

type Environment = { readonly [K in Exclude<keyof StudioUrlEnvironment, "STUDIO_ACCOUNTS">]: pulumi.Input<string> };

function environmentOf({ settings, mintingRoles }: Pick<StudioUrlArgs, "settings" | "mintingRoles">) {
  const environment: Environment = {
    MINTING_MODE: settings.mintingMode,
    MINTING_ROLE_ARN: mintingRoles.functionSetting,
    STUDIO_HOST_SUFFIX: `studio.${settings.region}.${partitionOf(settings.region).studioDnsSuffix}`,
    PORTAL_ORIGINS: settings.portalOrigins.join(","),
  };
  return { ...environment, ...accountsEnvironment(settings) };
}
