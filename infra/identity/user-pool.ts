import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { tagsFor } from "../tags";

export interface UserPoolArgs {
  readonly settings: Settings;
  /** Twelve digits; part of the sign-in page's name, which is unique in the whole Region. */
  readonly account: pulumi.Input<string>;
}

/** The company's people: a Cognito pool where only administrators make users, and one client for the portal's code flow. */
export class UserPool extends pulumi.ComponentResource {
  readonly pool: aws.cognito.UserPool;
  readonly client: aws.cognito.UserPoolClient;
  /** The `iss` of its tokens. */
  readonly issuer: pulumi.Output<string>;
  readonly keySetUrl: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:identity:UserPool", name, {}, opts);
    const { settings } = args;
    this.pool = this.createPool(name, settings);
    const scopes = this.createApiScope(name, settings);
    this.client = this.createClient(name, settings, scopes);
    this.createGroup(
      `${name}-studio-group`,
      settings,
      settings.studioGroup,
      "Has a Studio user profile of the same name",
    );
    if (settings.rekognitionRegions.length > 0) this.createPoolGroups(name, settings);
    this.createSignInDomain(name, args);
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
      { parent: this },
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
        allowedOauthScopes: ["openid", ...scopes],
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

  /** The pool's users, and those whose images may go to some Regions only; a group may be both. */
  private createPoolGroups(name: string, settings: Settings): void {
    const { rekognitionGroup, rekognitionGroupRegions, studioGroup } = settings;
    const confined = Object.keys(rekognitionGroupRegions).filter((group) => group !== rekognitionGroup);
    if (rekognitionGroup !== studioGroup) {
      this.createGroup(`${name}-rekognition-group`, settings, rekognitionGroup, "May use the Rekognition pool");
    }
    for (const group of confined.filter((each) => each !== studioGroup)) {
      const description = `Images may go to ${rekognitionGroupRegions[group]?.join(", ") ?? "no Region"} only`;
      this.createGroup(`${name}-group-${group}`, settings, group, description);
    }
  }

  private createGroup(logicalName: string, settings: Settings, name: string, description: string): void {
    const group = { region: settings.region, userPoolId: this.pool.id, name, description };
    new aws.cognito.UserGroup(logicalName, group, { parent: this });
  }

  private createSignInDomain(name: string, args: UserPoolArgs): void {
    const { settings } = args;
    const derived = pulumi.interpolate`${pulumi.getProject()}-${pulumi.getStack().toLowerCase()}-${args.account}`;
    new aws.cognito.UserPoolDomain(
      `${name}-sign-in`,
      {
        region: settings.region,
        userPoolId: this.pool.id,
        domain: settings.cognitoDomainPrefix === "" ? derived : settings.cognitoDomainPrefix,
      },
      { parent: this },
    );
  }
}
