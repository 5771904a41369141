import * as pulumi from "@pulumi/pulumi";
import type { OpenIdProvider } from "../config";
import { ExistingUserPool } from "./existing-user-pool";
import type { SignIn, SignInArgs } from "./sign-in";
import { UserPool } from "./user-pool";

/** The stack's own user pool, an existing one, or any OpenID Connect issuer, of which nothing is made here. */
export function createSignIn(name: string, { settings, account }: SignInArgs): SignIn {
  const { identityProvider: provider } = settings;
  if (provider.kind === "oidc") return openIdIssuer(provider);
  const { userPoolId } = provider;
  if (userPoolId === undefined) return new UserPool(name, { settings, account });
  return new ExistingUserPool(name, { settings, provider: { ...provider, userPoolId } });
}

function openIdIssuer({ issuer, keySetUrl = "", clientIds }: OpenIdProvider): SignIn {
  return {
    issuer: pulumi.output(issuer),
    keySetUrl: pulumi.output(keySetUrl),
    clientIds: clientIds.map((id) => pulumi.output(id)),
    userPoolId: pulumi.output(""),
    signInPages: undefined,
  };
}
