import type { Answer } from "../answer";
import type { Authority } from "../decide/authority";
import { STS_NAMESPACE } from "../aws-errors";
import type { CredentialStore } from "../signing/credentials";

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
