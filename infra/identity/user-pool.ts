import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { stackLabel } from "../names";
import { partitionOf } from "../partition";
import { tagsFor } from "../tags";
import { createFederation } from "./federation";
import { groupsOf } from "./groups";
import { createApiScope, createPortalClient } from "./portal-client";
import type { SignIn, SignInArgs } from "./sign-in";

/** The company's people: a Cognito pool where only administrators make users, and one client for the portal's code flow. */
export class UserPool extends pulumi.ComponentResource implements SignIn {
  readonly userPoolId: pulumi.Output<string>;
  readonly clientIds: readonly pulumi.Output<string>[];
  readonly issuer: pulumi.Output<string>;
  readonly keySetUrl: pulumi.Output<string>;
  readonly signInPages: pulumi.Output<string>;

  constructor(name: string, args: SignInArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:identity:UserPool", name, {}, opts);
    const { settings } = args;
    const pool = this.createPool(name, settings);
    this.userPoolId = pool.id;
    const portal = { settings, region: settings.region, userPoolId: pool.id };
    const scopes = createApiScope(name, portal, this);
    const federated = createFederation(settings, pool.id, this);
    // With a corporate provider no one signs in with a password of the pool's own, past the company's rules for signing in.
    const identityProviders = federated.length > 0 ? federated : ["COGNITO"];
    const client = createPortalClient(name, { ...portal, identityProviders }, scopes, this);
    this.clientIds = [client.id];
    for (const [group, purpose] of groupsOf(settings)) this.createGroup(name, settings, group, purpose);
    const { domain } = this.createSignInDomain(name, args);
    const label = partitionOf(settings.region).cognitoSignInLabel;
    this.signInPages = pulumi.interpolate`https://${domain}.${label}.${settings.region}.amazoncognito.com`;
    // `endpoint` is cognito-idp.<region>.<suffix>/<pool id>: the issuer without its scheme, in every partition.
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.keySetUrl = pulumi.interpolate`${this.issuer}/.well-known/jwks.json`;
    this.registerOutputs({ userPoolId: pool.id, clientId: client.id });
  }

  private createPool(name: string, settings: Settings): aws.cognito.UserPool {
    return new aws.cognito.UserPool(
      name,
      {
        region: settings.region,
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        // No recovery by mail or text: an administrator resets a password.
        accountRecoverySetting: { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] },
        mfaConfiguration: settings.mfa,
        ...(settings.mfa !== "OFF" && { softwareTokenMfaConfiguration: { enabled: true } }),
        // The user name becomes a Studio profile name, and those differ by case.
        usernameConfiguration: { caseSensitive: true },
        passwordPolicy: {
          minimumLength: 14,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
          requireUppercase: true,
          temporaryPasswordValidityDays: 3,
        },
        deletionProtection: settings.deletionProtection ? "ACTIVE" : "INACTIVE",
        tags: tagsFor(name),
      },
      { parent: this, protect: settings.deletionProtection },
    );
  }

  /** Named after the group and not after the key that names it, so that one group is one resource whatever config calls it. */
  private createGroup(name: string, settings: Settings, group: string, description: string): void {
    const args = { region: settings.region, userPoolId: this.userPoolId, name: group, description };
    new aws.cognito.UserGroup(`${name}-group-${group}`, args, {
      parent: this,
      protect: settings.deletionProtection,
      aliases: formerNames(name, settings, group),
    });
  }

  private createSignInDomain(name: string, args: SignInArgs): aws.cognito.UserPoolDomain {
    const { settings } = args;
    const derived = pulumi.interpolate`${stackLabel()}-${args.account}`;
    return new aws.cognito.UserPoolDomain(
      `${name}-sign-in`,
      {
        region: settings.region,
        userPoolId: this.userPoolId,
        domain: settings.cognitoDomainPrefix === "" ? derived : settings.cognitoDomainPrefix,
      },
      // A pool takes one such domain at a time, so the old one has to go first: "User pool already has a domain configured."
      { parent: this, deleteBeforeReplace: true },
    );
  }
}

/** Before release 0.2 a group's resource was named after the key. */
function formerNames(name: string, settings: Settings, group: string): pulumi.Alias[] {
  if (group === settings.studioGroup) return [{ name: `${name}-studio-group` }];
  return group === settings.rekognitionGroup ? [{ name: `${name}-rekognition-group` }] : [];
}
