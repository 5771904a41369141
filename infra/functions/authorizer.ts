import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { FetchedKeysEnvironment, PinnedKeysEnvironment } from "../../functions/authorizer/env";
import { pathOfOperation } from "../../functions/pool/operations";
import type { Settings } from "../config";
import type { SignIn } from "../identity/sign-in";
import { tokenShapeOf } from "../identity/token-shape";
import type { PrivateNetwork } from "../network/private-network";
import { tagsFor } from "../tags";
import { FunctionRole } from "./function-role";
import { LambdaFunction } from "./lambda-function";

export interface AuthorizerArgs {
  readonly settings: Settings;
  readonly people: SignIn;
  readonly domainId: pulumi.Input<string>;
  readonly network: PrivateNetwork;
}

type Environment<T> = { readonly [K in keyof T]: pulumi.Input<string> };

/**
 * Checks the caller's token. With fetched keys it runs outside the VPC, because the key set is on a public address; it holds no permission
 * but its own log. With a pinned key set it runs inside, in a security group without any rule: it has no way out at all.
 */
export function createAuthorizer(name: string, args: AuthorizerArgs): aws.lambda.Function {
  const { settings } = args;
  const pinned = "keys" in settings.pinnedKeySet;
  const role = new FunctionRole(name, {
    region: settings.region,
    logRetentionDays: settings.logRetentionDays,
    inVpc: pinned,
    ...(pinned && { policyName: `${name}-in-vpc-policy` }),
  });
  const component = new LambdaFunction(name, {
    region: settings.region,
    bundle: pinned ? "authorizer-pinned-keys" : "authorizer-fetched-keys",
    role,
    rolePolicies: [],
    environment: pinned ? pinnedKeys(args) : fetchedKeys(args),
    runtime: settings.lambdaRuntime,
    architecture: settings.lambdaArchitecture,
    timeoutSeconds: 5,
    memoryMb: 512,
    ...(pinned && { vpc: { subnetIds: args.network.subnetIds, securityGroupId: groupWithoutRules(name, args, role) } }),
  });
  return component.function;
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
    PROFILE_LIMITS: JSON.stringify({
      urlSeconds: settings.studioUrlSeconds,
      urlMaxSeconds: settings.studioUrlMaxSeconds,
      sessionMaxSeconds: settings.studioSessionMaxSeconds,
      landingUris: settings.studioLandingUris,
      spaces: settings.studioSpaces,
    }),
    ...whoMayUseThePool(settings),
  };
}

function whoMayUseThePool(settings: Settings) {
  if (settings.rekognitionRegions.length === 0) {
    return { REKOGNITION_GROUP: "", REKOGNITION_OPERATIONS: "", GROUP_REGIONS: "" };
  }
  return {
    REKOGNITION_GROUP: settings.rekognitionGroup,
    REKOGNITION_OPERATIONS: settings.rekognitionOperations.map(pathOfOperation).join(","),
    GROUP_REGIONS: JSON.stringify(settings.rekognitionGroupRegions),
  };
}

/**
 * Once keys are fetched again, Lambda removes the function's interfaces with this very role, and the group cannot go before they have. The
 * policy is therefore one of its own, and goes after the group: changed in place, it would be gone before the function leaves the VPC.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function groupWithoutRules(name: string, args: AuthorizerArgs, role: FunctionRole): pulumi.Output<string> {
  const group = new aws.ec2.SecurityGroup(
    `${name}-no-way-out`,
    {
      region: args.settings.region,
      vpcId: args.network.vpcId,
      description: "The authorizer with pinned keys: nothing in, nothing out",
      tags: tagsFor(`${name}-no-way-out`),
    },
    { dependsOn: [role.basePolicy] },
  );
  return group.id;
}
