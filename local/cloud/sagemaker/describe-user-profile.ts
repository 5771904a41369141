import type { Answer } from "../answer";
import { jsonFault } from "../aws-errors";
import type { RoleSession } from "../signing/credentials";
import type { Incoming } from "../incoming";
import { type ProfileName, readProfileName } from "./parameters";
import {
  accessDenied,
  decideAction,
  jsonResult,
  type SageMakerParts,
  scriptedAnswer,
  userProfileArn,
} from "./operation";

export async function describeUserProfile(
  parts: SageMakerParts,
  request: Incoming,
  session: RoleSession,
): Promise<Answer> {
  const asked = readProfileName(request.body.toString("utf8"));
  const arn = userProfileArn(parts, asked.domainId, asked.userProfileName);
  const profile = parts.profiles.find(asked.domainId, asked.userProfileName);
  const decision = decideAction(parts.authority, request, session, "sagemaker:DescribeUserProfile", arn, profile);
  if (!decision.allowed) return jsonFault(accessDenied(session, decision));
  const scripted = await scriptedAnswer(parts, "DescribeUserProfile");
  if (typeof scripted === "object") return scripted;
  if (!profile) return jsonFault({ ...notFound(parts, asked), decision });
  return jsonResult(
    {
      DomainId: profile.domainId,
      UserProfileArn: arn,
      UserProfileName: profile.userProfileName,
      Status: parts.profiles.statusOf(profile),
      ...(profile.settings !== undefined && { UserSettings: profile.settings }),
    },
    decision,
  );
}

/** Comes after the decision: without permission nothing is learned about who exists. */
export function notFound(parts: SageMakerParts, asked: ProfileName) {
  const message = parts.profiles.hasDomain(asked.domainId)
    ? `User Profile with name [${asked.userProfileName}] does not exist in domain [${asked.domainId}].`
    : `Domain [${asked.domainId}] does not exist.`;
  return { code: "ResourceNotFound", message };
}
