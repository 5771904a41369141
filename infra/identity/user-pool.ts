import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { stackLabel } from "../names";
import { partitionOf } from "../partition";
import { tagsFor } from "../tags";
import { groupsOf } from "./groups";

export interface UserPoolArgs {
  readonly settings: Settings;
  /** Twelve digits; part of the sign-in page's name, which is unique in the whole Region. */
  readonly account: pulumi.Input<string>;
}

/** Beside the API's own scope; `openid` makes Cognito say who signed in. */
export const SIGN_IN_SCOPES = ["openid"];

/** The company's people: a Cognito pool where only administrators make users, and one client for the portal's code flow. */
export class UserPool extends pulumi.ComponentResource {
  readonly pool: aws.cognito.UserPool;
  readonly client: aws.cognito.UserPoolClient;
  /** The `iss` of its tokens. */
  readonly issuer: pulumi.Output<string>;
  readonly keySetUrl: pulumi.Output<string>;
  /** Where people sign in, e.g. `https://corp-gateway.auth.eu-central-1.amazoncognito.com`. */
  readonly signInPages: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:identity:UserPool", name, {}, opts);
    const { settings } = args;
    this.pool = this.createPool(name, settings);
    const scopes = this.createApiScope(name, settings);
    this.client = this.createClient(name, settings, scopes);
    for (const [group, purpose] of groupsOf(settings)) this.createGroup(name, settings, group, purpose);
    const { domain } = this.createSignInDomain(name, args);
    const label = partitionOf(settings.region).cognitoSignInLabel;
    this.signInPages = pulumi.interpolate`https://${domain}.${label}.${settings.region}.amazoncognito.com`;
    // `endpoint` is cognito-idp.<region>.<suffix>/<pool id>: the issuer without its scheme, in every partition.
    this.issuer = pulumi.interpolate`https://${this.pool.endpoint}`;
    this.keySetUrl = pulumi.interpolate`${this.issuer}/.well-known/jwks.json`;
    this.registerOutputs({ userPoolId: this.pool.id, clientId: this.client.id });
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

  /** The scope that a token must carry to open the API: `<identifier>/<scope name>`. */
  private createApiScope(name: string, settings: Settings): pulumi.Output<string>[] {
    if (settings.requiredScope === "") return [];
    const slash = settings.requiredScope.lastIndexOf("/");
    const server = new aws.cognito.ResourceServer(
      `${name}-api-scope`,
      {
        region: settings.region,
        userPoolId: this.pool.id,
        identifier: settings.requiredScope.slice(0, slash),
        name: "Private ML gateway",
        scopes: [{ scopeName: settings.requiredScope.slice(slash + 1), scopeDescription: "Open one's own Studio" }],
      },
      { parent: this },
    );
    return [pulumi.interpolate`${server.identifier}/${settings.requiredScope.slice(slash + 1)}`];
  }

  /** Code flow only: no implicit flow, no password flow, no secret (the portal proves itself with PKCE). */
  private createClient(name: string, settings: Settings, scopes: pulumi.Output<string>[]): aws.cognito.UserPoolClient {
    return new aws.cognito.UserPoolClient(
      `${name}-portal`,
      {
        region: settings.region,
        userPoolId: this.pool.id,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: [...SIGN_IN_SCOPES, ...scopes],
        callbackUrls: [...settings.portalCallbackUrls],
        supportedIdentityProviders: ["COGNITO"],
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
        generateSecret: false,
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        accessTokenValidity: settings.accessTokenMinutes,
        idTokenValidity: settings.accessTokenMinutes,
        tokenValidityUnits: { accessToken: "minutes", idToken: "minutes" },
      },
      { parent: this },
    );
  }

  /** Named after the group and not after the key that names it, so that one group is one resource whatever config calls it. */
  private createGroup(name: string, settings: Settings, group: string, description: string): void {
    const args = { region: settings.region, userPoolId: this.pool.id, name: group, description };
    new aws.cognito.UserGroup(`${name}-group-${group}`, args, {
      parent: this,
      protect: settings.deletionProtection,
      aliases: formerNames(name, settings, group),
    });
  }

  private createSignInDomain(name: string, args: UserPoolArgs): aws.cognito.UserPoolDomain {
    const { settings } = args;
    const derived = pulumi.interpolate`${stackLabel()}-${args.account}`;
    return new aws.cognito.UserPoolDomain(
      `${name}-sign-in`,
      {
        region: settings.region,
        userPoolId: this.pool.id,
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
