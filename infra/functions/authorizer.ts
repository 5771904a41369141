import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { FetchedKeysEnvironment, PinnedKeysEnvironment } from "../../functions/authorizer/env";
import { lanesText } from "../../functions/pool/lanes/lanes";
import { OPERATIONS } from "../../functions/pool/operations";
import type { DataKey } from "../../policies/data-key/use-data-key";
import type { Settings } from "../config";
import { dataKeyOf } from "../data-key";
import type { SignIn } from "../identity/sign-in";
import { tokenShapeOf } from "../identity/token-shape";
import type { Network } from "../network/network";
import { tagsFor } from "../tags";
import { authorizerInVpcPolicy, authorizerOutsideVpcPolicy } from "../../policies/people-table";
import { type Mapping, rowsEnvironment } from "../people/mapping";
import { policyText } from "../place";
import { FunctionRole } from "./function-role";
import { LambdaFunction } from "./lambda-function";
import { profileLimits } from "../people/profile-limits";

export interface AuthorizerArgs {
  readonly settings: Settings;
  readonly people: SignIn;
  readonly domainId: pulumi.Input<string>;
  readonly network: Network;
  readonly role: FunctionRole;
  /** Absent in claim mode. */
  readonly mapping: Mapping | undefined;
}

type Environment<T> = { readonly [K in keyof T]: pulumi.Input<string> };

/** With the keys in config the authorizer fetches nothing, and runs inside the VPC. */
export function pinsKeys({ pinnedKeySet }: Pick<Settings, "pinnedKeySet">): boolean {
  return "keys" in pinnedKeySet;
}

/** Made before the function, because in table mode the DynamoDB endpoint's policy names it. */
export function authorizerRole(name: string, settings: Settings): FunctionRole {
  const pinned = pinsKeys(settings);
  return new FunctionRole(name, {
    ...settings,
    inVpc: pinned,
    ...(pinned && { policyName: `${name}-in-vpc-policy` }),
  });
}

/**
 * Checks the caller's token. With fetched keys it runs outside the VPC, because the key set is on a public address; it holds no permission
 * but its own log, and in table mode the reading of single rows. With a pinned key set it runs inside, in a security group without any rule:
 * it has no way out at all, or in table mode the one to the mapping table.
 */
export function createAuthorizer(name: string, args: AuthorizerArgs): LambdaFunction {
  const { settings, role, mapping, network } = args;
  const pinned = pinsKeys(settings);
  const keys = pinned ? "authorizer-pinned-keys" : "authorizer-fetched-keys";
  const dataKey = dataKeyOf(settings);
  const readsInVpc = pinned && mapping ? [readRowsInVpc(name, role, mapping, dataKey)] : [];
  const component = new LambdaFunction(name, {
    region: settings.region,
    rollout: settings.rollout,
    tracing: settings.tracing,
    bundle: mapping ? `${keys}-by-row` : keys,
    role,
    rolePolicies: readsInVpc,
    environment: {
      ...(pinned ? pinnedKeys(args) : fetchedKeys(args)),
      ...(mapping && rowsEnvironment(mapping, settings)),
    },
    runtime: settings.lambdaRuntime,
    architecture: settings.lambdaArchitecture,
    timeoutSeconds: 5,
    memoryMb: 512,
    ...(pinned && { vpc: { subnetIds: network.subnetIds, securityGroupIds: groupsInVpc(name, args) } }),
  });
  const isTraced = settings.tracing === "xray";
  if (!pinned && mapping) readRowsOutsideVpc(name, role, mapping, { code: component.function, dataKey, isTraced });
  return component;
}

function readRowsInVpc(
  name: string,
  role: FunctionRole,
  { table, way }: Mapping,
  dataKey: DataKey | undefined,
): aws.iam.RolePolicy {
  const names = { tableArn: table.arn, dynamodbEndpointId: way.dynamodb.id, dataKey };
  return new aws.iam.RolePolicy(
    `${name}-reads-rows-in-vpc`,
    { role: role.role.id, policy: policyText(names, authorizerInVpcPolicy) },
    { parent: role },
  );
}

/** The policy names the function, so it comes after it: during the first update, the API's stage takes longer still. */
function readRowsOutsideVpc(
  name: string,
  role: FunctionRole,
  { table }: Mapping,
  {
    code,
    ...known
  }: { readonly code: aws.lambda.Function; readonly dataKey: DataKey | undefined; readonly isTraced: boolean },
): void {
  const names = { tableArn: table.arn, functionArn: code.arn, ...known };
  new aws.iam.RolePolicy(
    `${name}-reads-rows`,
    { role: role.role.id, policy: policyText(names, authorizerOutsideVpcPolicy) },
    { parent: role },
  );
}

function groupsInVpc(name: string, args: AuthorizerArgs): pulumi.Input<string>[] {
  const own = groupWithoutRules(name, args);
  return args.mapping ? [own, args.mapping.way.securityGroupId] : [own];
}

function fetchedKeys(args: AuthorizerArgs): Environment<FetchedKeysEnvironment> {
  return { ...whoIsAccepted(args), KEY_SET_URL: args.people.keySetUrl };
}

function pinnedKeys(args: AuthorizerArgs): Environment<PinnedKeysEnvironment> {
  return { ...whoIsAccepted(args), KEY_SET: JSON.stringify(args.settings.pinnedKeySet) };
}

function whoIsAccepted({ settings, people, domainId }: AuthorizerArgs) {
  return {
    ISSUER: people.issuer,
    CLIENT_IDS: pulumi.all([...people.clientIds]).apply((ids) => ids.join(",")),
    TOKEN_SHAPE: JSON.stringify(tokenShapeOf(settings)),
    PROFILE_NAME_RULE: JSON.stringify(settings.profileNameRule),
    REQUIRED_SCOPE: settings.requiredScope,
    STUDIO_GROUP: settings.studioGroup,
    MAX_TOKEN_AGE_SECONDS: String(settings.accessTokenMinutes * 60),
    DOMAIN_ID: domainId,
    PROFILE_LIMITS: profileLimits(settings),
    ...whoMayUseThePool(settings),
  };
}

function whoMayUseThePool(settings: Settings) {
  if (settings.rekognitionRegions.length === 0) {
    return { REKOGNITION_GROUP: "", REKOGNITION_OPERATIONS: "", GROUP_REGIONS: "", LANES: "" };
  }
  return {
    REKOGNITION_GROUP: settings.rekognitionGroup,
    REKOGNITION_OPERATIONS: settings.rekognitionOperations.map((name) => OPERATIONS[name].path).join(","),
    GROUP_REGIONS: JSON.stringify(settings.rekognitionGroupRegions),
    LANES: lanesText(settings.rekognitionLanes),
  };
}

/**
 * Once keys are fetched again, Lambda removes the function's interfaces with this very role, and the group cannot go before they have. The
 * policy is therefore one of its own, and goes after the group: changed in place, it would be gone before the function leaves the VPC.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function groupWithoutRules(name: string, { settings, network, role }: AuthorizerArgs): pulumi.Output<string> {
  const group = new aws.ec2.SecurityGroup(
    `${name}-no-way-out`,
    {
      region: settings.region,
      vpcId: network.vpcId,
      description: "The authorizer with pinned keys: nothing in, nothing out",
      tags: tagsFor(`${name}-no-way-out`),
    },
    { dependsOn: [role.basePolicy] },
  );
  return group.id;
}
