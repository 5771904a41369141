import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";

/** Whose access tokens are believed, wherever the people are. */
export interface SignIn {
  /** The `iss` of its tokens. */
  readonly issuer: pulumi.Output<string>;
  /** "" when it is not fetched: the keys are pinned. */
  readonly keySetUrl: pulumi.Output<string>;
  /** The first is the portal's. */
  readonly clientIds: readonly pulumi.Output<string>[];
  /** "" when people are not in a user pool. */
  readonly userPoolId: pulumi.Output<string>;
  /** Where people sign in, of a user pool, e.g. `https://corp-gateway.auth.eu-central-1.amazoncognito.com`; absent when that is not known. */
  readonly signInPages: pulumi.Output<string> | undefined;
}

export interface SignInArgs {
  readonly settings: Settings;
  /** Twelve digits; part of the sign-in page's name, which is unique in the whole Region. */
  readonly account: pulumi.Input<string>;
}
