/** What the laptop and the sign-in's own process say to each other, and the few names both must agree on. */

/** An employee. Whoever signs in gets exactly these claims; nothing else is known about anybody. */
export interface Person {
  /** What the person clicks on, and the `username` claim: in claim mode also the name of their Studio profile. */
  readonly name: string;
  readonly email: string;
  /** The `sub` claim: a UUID, as Cognito's are. */
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
}

export type ToProvider =
  | { readonly kind: "start"; readonly settings: IdentitySettings }
  | { readonly kind: "rotateKeys"; readonly keepOld: boolean }
  | { readonly kind: "countKeySetRequests" }
  | { readonly kind: "stop" };

export type FromProvider =
  | { readonly kind: "ready"; readonly issuer: string }
  | { readonly kind: "rotated"; readonly keyIds: readonly string[] }
  | { readonly kind: "counted"; readonly keySetRequests: number }
  | { readonly kind: "failed"; readonly reason: string; readonly code?: string };

/** Where the code flow of `npm run token` ends. Nothing listens there: the code is taken from the redirect itself. */
export function commandLineRedirect(issuer: string): string {
  return `${issuer}/signed-in-on-the-command-line`;
}
