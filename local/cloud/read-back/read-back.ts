import { type Answer, jsonAnswer } from "../answer";
import { type AwsFault, jsonSignatureFault } from "../aws-errors";
import type { Authority } from "../decide/authority";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import type { InlinePolicies } from "../iam/inline-policies";
import type { Incoming } from "../incoming";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import { checkSignature, signedRegion } from "../signing/signature";
import type { RecordedDecision } from "../decide/decision-log";
import type { Standing } from "./standing";

/** What the operations that read settings back need. */
export interface ReadBackParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly standing: Standing;
  readonly inlinePolicies: InlinePolicies;
  /** SHA-256 of what a function runs, by its code as the graph names it. */
  readonly codeHash: (code: string) => string;
}

/** An operation that is asked for: what IAM decides about, and its answer when that is allowed. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** undefined: there is no such thing. */
  readonly answer: () => unknown;
}

/** REST with JSON (API Gateway, Lambda): the error's name is a header. */
export async function answerRest(
  parts: ReadBackParts,
  request: Incoming,
  { service, read, absent }: { service: string; read: (region: string) => Asked | undefined; absent: string },
): Promise<Answer> {
  const region = signedRegion(request) ?? parts.authority.place.region;
  const check = await checkSignature(request, parts.credentials, { service, region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const asked = read(region);
  if (asked === undefined)
    return restFault(400, { code: "BadRequestException", message: `The laptop's ${service} does not know this.` });
  const decision = decide(parts, request, check.session, { ...asked, service, region });
  if (!decision.allowed)
    return restFault(403, { code: "AccessDeniedException", message: deniedMessage(check.session, decision), decision });
  const answer = asked.answer();
  if (answer === undefined) return restFault(404, { code: absent, message: "There is no such resource.", decision });
  return { ...jsonAnswer(200, answer), decision };
}

export function decide(
  { authority }: ReadBackParts,
  request: Incoming,
  session: RoleSession,
  { service, region, action, resource }: Omit<Asked, "answer"> & { service: string; region: string },
): RecordedDecision {
  const context = { "aws:RequestedRegion": region };
  return decideRoleAction(authority, request, session, { service, action, resource, context });
}

function restFault(status: number, { code, message, decision }: AwsFault): Answer {
  const answer = jsonAnswer(status, { message }, { "x-amzn-errortype": code });
  return decision ? { ...answer, decision } : answer;
}
