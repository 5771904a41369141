/** Whom a Principal element means. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import type { PrincipalElement, Statement } from "../document";
import { asList, Doubt } from "./answer";
import { accountOf, type Principal } from "./request";

/**
 * How a principal is meant. "account" is weaker than "named": an Allow for an account lets that account's own identity
 * policies decide, an Allow for a role or for everyone is enough by itself.
 */
export type PrincipalMatch = "named" | "account" | "none";

/** Policies without either element are attached to the principal, who is then meant by name. */
export function principalIsMeant(statement: Statement, principal: Principal): PrincipalMatch | Doubt {
  if (statement.NotPrincipal === undefined) return matchPrincipal(statement.Principal, principal);
  const spared = matchPrincipal(statement.NotPrincipal, principal);
  if (spared === "none") return "named";
  // AWS asks for the account, the role and each session to be named together, and says that the Deny "might" hold otherwise.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  return principal.kind === "role" ? new Doubt("NotPrincipal may spare a role's session or not") : "none";
}

function matchPrincipal(element: PrincipalElement | undefined, principal: Principal): PrincipalMatch {
  if (element === undefined || element === "*") return "named";
  const named = asList(element.AWS ?? []);
  if (named.includes("*")) return "named";
  if (principal.kind === "service") return asList(element.Service ?? []).includes(principal.service) ? "named" : "none";
  if (principal.kind === "anonymous") return "none";
  if (named.includes(principal.roleArn)) return "named";
  return named.some((value) => isAccountOf(value, principal.roleArn)) ? "account" : "none";
}

/** What is wrong with one entry of a Principal element, or undefined. */
export function principalFault(kind: string, value: string): string | undefined {
  const supported: Readonly<Record<string, RegExp>> = {
    AWS: /^(\*|\d{12}|arn:[a-z-]+:iam::\d{12}:(root|role\/[\w+=,.@/-]+))$/,
    Service: /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/,
  };
  if (supported[kind]?.test(value)) return undefined;
  return `Principal ${kind} "${value}" is not modelled; supported are AWS with "*", a role's ARN, an account or its root, and Service with a service's name`;
}

export function isAccountPrincipal(value: string): boolean {
  return /^\d{12}$|:root$/.test(value);
}

function isAccountOf(value: string, roleArn: string): boolean {
  return value === accountOf(roleArn) || value === roleArn.replace(/:role\/.*$/, ":root");
}
