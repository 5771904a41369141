import type { Answer } from "../answer";
import { jsonFault } from "../aws-errors";
import type { RoleSession } from "../signing/credentials";
import type { Incoming } from "../incoming";
import { notFound } from "./describe-user-profile";
import { type PresignedUrlParameters, readPresignedUrl } from "./parameters";
import {
  accessDenied,
  decideAction,
  jsonResult,
  type SageMakerParts,
  scriptedAnswer,
  userProfileArn,
} from "./operation";
import type { StudioProfile } from "./studio-profiles";

export async function createPresignedDomainUrl(
  parts: SageMakerParts,
  request: Incoming,
  session: RoleSession,
): Promise<Answer> {
  const asked = readPresignedUrl(request.body.toString("utf8"));
  const arn = userProfileArn(parts, asked.domainId, asked.userProfileName);
  const profile = parts.profiles.find(asked.domainId, asked.userProfileName);
  const decision = decideAction(parts.authority, request, session, "sagemaker:CreatePresignedDomainUrl", arn, profile);
  if (!decision.allowed) return jsonFault(accessDenied(session, decision));
  const scripted = await scriptedAnswer(parts, "CreatePresignedDomainUrl");
  if (typeof scripted === "object") return scripted;
  if (!profile) return jsonFault({ ...notFound(parts, asked), decision });
  const fault = faultOf(parts, profile);
  if (fault !== undefined) return jsonFault({ code: "ValidationException", message: fault, decision });
  const host = scripted === "foreign-url-host" ? "studio.example.net" : `${asked.domainId}.${parts.studioHostSuffix}`;
  const token = parts.links.add({ session, resource: arn, profile, ...opened(parts, asked) });
  return jsonResult({ AuthorizedUrl: `https://${host}/auth?token=${token}` }, decision);
}

/** "This operation can only be called when the authentication mode equals IAM." */
function faultOf(parts: SageMakerParts, profile: StudioProfile): string | undefined {
  if (parts.profiles.authModeOf(profile.domainId) !== "IAM")
    return `Domain [${profile.domainId}] does not use the IAM authentication mode.`;
  const status = parts.profiles.statusOf(profile);
  return status === "InService" ? undefined : `User Profile is in status ${status}.`;
}

function opened(parts: SageMakerParts, asked: PresignedUrlParameters) {
  return {
    expiresAt: new Date(parts.authority.clock().getTime() + asked.expiresInSeconds * 1000),
    sessionSeconds: asked.sessionSeconds,
    ...(asked.spaceName !== undefined && { spaceName: asked.spaceName }),
    ...(asked.landingUri !== undefined && { landingUri: asked.landingUri }),
  };
}
