/** What the laptop and the sign-in's own process say to each other, and the few names both must agree on. */
import type { TokenShape } from "../../functions/authorizer/token-rules";

/** An employee. Signing in gives exactly these claims; nothing else is known about a person. */
export interface Person {
  /** What the person clicks on: the name of their Studio profile. */
  readonly name: string;
  /** What access tokens call the person, in the claim that names people; by the rule for names it leads to `name`. */
  readonly called: string;
  /** What a corporate provider calls the person, which the user pool writes behind the provider's own name. */
  readonly nameId: string;
  readonly email: string;
  /** The `sub` claim: a UUID, as Cognito's are, where it is not what names the person. */
  readonly subject: string;
  readonly groups: readonly string[];
}

export interface IdentitySettings {
  /** 0 asks for any free port. */
  readonly port: number;
  readonly people: readonly Person[];
  /** The one public client; its tokens carry this id, and the authorizer checks it. */
  readonly clientId: string;
  /** Where browsers go back to. The command line's own address is added to these. */
  readonly redirectUris: readonly string[];
  /** The scopes of the API, separated by spaces; "" when it asks for none. */
  readonly scope: string;
  readonly tokenSeconds: number;
  /** What its access tokens look like. */
  readonly shape: TokenShape;
}

/** Where a user pool sends people to sign in. */
export interface CorporateProvider {
  readonly issuer: string;
  readonly clientId: string;
}

export type ToProvider =
  | { readonly kind: "start"; readonly settings: IdentitySettings }
  | { readonly kind: "rotateKeys"; readonly keepOld: boolean }
  | { readonly kind: "countKeySetRequests" }
  | { readonly kind: "federate"; readonly corporate: CorporateProvider }
  | { readonly kind: "stop" };

export type FromProvider =
  | { readonly kind: "ready"; readonly issuer: string }
  | { readonly kind: "rotated"; readonly keyIds: readonly string[] }
  | { readonly kind: "federated" }
  | { readonly kind: "counted"; readonly keySetRequests: number }
  | { readonly kind: "failed"; readonly reason: string; readonly code?: string };

/** A client of the same provider that this API has nothing to do with: the company's other portal. */
export const ANOTHER_CLIENT = "another-portal";

/** Where a corporate provider sends people back to the user pool. */
export function federatedCallback(issuer: string): string {
  return `${issuer}/federated`;
}

/** Where the code flow of `npm run token` ends. Nothing listens there: the code is taken from the redirect itself. */
export function commandLineRedirect(issuer: string): string {
  return `${issuer}/signed-in-on-the-command-line`;
}
