import type { Answer } from "../answer";
import type { Authority } from "../authority";
import { STS_NAMESPACE } from "../aws-errors";
import type { CredentialStore, RoleSession } from "../credentials";

export interface StsParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
}

export function stsResult(action: string, result: string, requestId: string): Answer {
  return {
    status: 200,
    headers: { "content-type": "text/xml" },
    body:
      `<${action}Response xmlns="${STS_NAMESPACE}"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** AWS's stable id of a role; here one that can be told from the name. */
export function roleIdOf(session: RoleSession): string {
  const letters = (session.roleArn.split("/").at(-1) ?? "").toUpperCase().replace(/[^A-Z2-7]/g, "");
  return `AROA${letters.slice(0, 16).padEnd(16, "A")}`;
}
