import { type Answer, jsonAnswer } from "../answer";
import type { Authority } from "../decide/authority";
import { type AwsFault, jsonFault } from "../aws-errors";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import type { RecordedDecision } from "../decide/decision-log";
import type { Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import type { StudioLinks } from "./links";
import type { StudioWork } from "./apps/studio-work";
import type { FaultyAction, ServiceFault, ServiceFaults } from "./faults";
import type { StudioProfile, StudioProfiles } from "./studio-profiles";

export interface SageMakerParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly profiles: StudioProfiles;
  /** The apps and spaces that people made. */
  readonly work: StudioWork;
  readonly faults: ServiceFaults;
  readonly links: StudioLinks;
  /** `studio.<region>.sagemaker.aws`: the domain under which Studio's own pages live. */
  readonly studioHostSuffix: string;
}

/** A session's right to an operation, through the door the request came by. */
export function decideAction(
  authority: Authority,
  request: Incoming,
  session: RoleSession,
  action: string,
  resource: string,
  profile?: StudioProfile,
): RecordedDecision {
  const tags = Object.entries(profile?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const context = Object.fromEntries(tags) as Record<string, string>;
  return decideRoleAction(authority, request, session, { service: "sagemaker", action, resource, context });
}

export function userProfileArn(parts: SageMakerParts, domainId: string, userProfileName: string): string {
  const { partition, region, account } = parts.profiles.placeOf(domainId, parts.authority.place);
  return `arn:${partition}:sagemaker:${region}:${account}:user-profile/${domainId}/${userProfileName}`;
}

export function accessDenied(session: RoleSession, decision: RecordedDecision): AwsFault {
  return { code: "AccessDeniedException", message: deniedMessage(session, decision), decision };
}

/** @returns the answer of a scripted fault, or undefined for the real one */
export async function scriptedAnswer(
  parts: SageMakerParts,
  action: FaultyAction,
): Promise<Answer | ServiceFault | undefined> {
  const fault = parts.faults.take(action);
  if (fault === "throttle") return jsonFault({ code: "ThrottlingException", message: "Rate exceeded" });
  if (fault === "access-denied")
    return jsonFault({ code: "AccessDeniedException", message: `Not authorized to perform: sagemaker:${action}` });
  if (fault === "internal-failure")
    return jsonFault({ code: "InternalFailure", message: "The request processing has failed." }, 500);
  if (fault === "no-answer") return new Promise(() => undefined);
  return fault;
}

export function jsonResult(value: unknown, decision: RecordedDecision): Answer {
  return { ...jsonAnswer(200, value, { "content-type": "application/x-amz-json-1.1" }), decision };
}
