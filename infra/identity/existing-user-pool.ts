import * as pulumi from "@pulumi/pulumi";
import type { CognitoProvider, Settings } from "../config";
import { partitionOf } from "../partition";
import { createApiScope, createPortalClient } from "./portal-client";
import type { SignIn } from "./sign-in";

/**
 * A user pool that the company has already. Its people, groups, providers and sign-in pages stay as they are; the portal's client and the
 * API's scope are made in it, unless config names clients that exist.
 */
export class ExistingUserPool extends pulumi.ComponentResource implements SignIn {
  readonly userPoolId: pulumi.Output<string>;
  readonly clientIds: readonly pulumi.Output<string>[];
  readonly issuer: pulumi.Output<string>;
  readonly keySetUrl: pulumi.Output<string>;
  readonly signInPages: pulumi.Output<string> | undefined;

  constructor(
    name: string,
    args: { readonly settings: Settings; readonly provider: CognitoProvider & { readonly userPoolId: string } },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:identity:ExistingUserPool", name, {}, opts);
    const { settings, provider } = args;
    const { userPoolId, signInDomain } = provider;
    // The part before the underscore, in every pool's id.
    const region = userPoolId.slice(0, userPoolId.indexOf("_"));
    this.userPoolId = pulumi.output(userPoolId);
    this.issuer = pulumi.output(`https://cognito-idp.${region}.${partitionOf(region).dnsSuffix}/${userPoolId}`);
    this.keySetUrl = pulumi.interpolate`${this.issuer}/.well-known/jwks.json`;
    this.signInPages = signInDomain === undefined ? undefined : pulumi.output(`https://${signInDomain}`);
    this.clientIds = provider.clientIds?.map((id) => pulumi.output(id)) ?? [this.createClient(name, settings, region)];
    this.registerOutputs({ userPoolId, clientIds: this.clientIds });
  }

  private createClient(name: string, settings: Settings, region: string): pulumi.Output<string> {
    const pool = { settings, region, userPoolId: this.userPoolId };
    const scopes = createApiScope(name, pool, this);
    return createPortalClient(name, { ...pool, identityProviders: ["COGNITO"] }, scopes, this).id;
  }
}
