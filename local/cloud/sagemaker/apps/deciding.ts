import { sagemakerArn, userProfileArn } from "../../../../policies/arns";
import type { Authority } from "../../decide/authority";
import { type AwsFault, jsonFault } from "../../aws-errors";
import type { RoleSession } from "../../signing/credentials";
import type { RecordedDecision } from "../../decide/decision-log";
import type { Incoming } from "../../incoming";
import type { RequestContext } from "../../decide/request-context";
import { decideRoleAction } from "../../decide/role-action";
import { accessDenied } from "../operation";
import type { StudioProfiles } from "../studio-profiles";
import { type AppName, ownerName, type Space, type StudioWork } from "./studio-work";

/** What operations on apps and spaces need to know. */
export interface AppParts {
  readonly authority: Authority;
  readonly profiles: StudioProfiles;
  readonly work: StudioWork;
}

/** One request of a session, as operations are given it. */
export interface Asking {
  readonly request: Incoming;
  readonly session: RoleSession;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html#amazonsagemaker-app */
export function appArn({ authority, profiles }: AppParts, { domainId, owner, appType, appName }: AppName): string {
  const place = profiles.placeOf(domainId, authority.place);
  return sagemakerArn(place, `app/${domainId}/${ownerName(owner)}/${appType.toLowerCase()}/${appName}`);
}

export function spaceArn(
  { authority, profiles }: AppParts,
  { domainId, spaceName }: Pick<Space, "domainId" | "spaceName">,
) {
  return sagemakerArn(profiles.placeOf(domainId, authority.place), `space/${domainId}/${spaceName}`);
}

/** @param change AWS names an app's or a space's owner in requests that change it, and in no other */
export function decideOn(
  { authority }: AppParts,
  { request, session }: Asking,
  action: string,
  resource: string,
  change: RequestContext = {},
): RecordedDecision {
  const asked = { service: "sagemaker", action: `sagemaker:${action}`, resource, context: change };
  return decideRoleAction(authority, request, session, asked);
}

/** The condition keys of a request that changes a space, or an app in it. */
export function ownershipOf(
  { authority, profiles }: AppParts,
  space: Pick<Space, "domainId" | "ownerProfile" | "sharing"> | undefined,
): RequestContext {
  if (!space) return {};
  const { domainId, ownerProfile, sharing } = space;
  return {
    "sagemaker:SpaceSharingType": sharing,
    ...(ownerProfile !== undefined && {
      "sagemaker:OwnerUserProfileArn": userProfileArn(
        profiles.placeOf(domainId, authority.place),
        domainId,
        ownerProfile,
      ),
    }),
  };
}

/** Tags given while creating need a permission of their own, and without it nothing is created. */
export function refusedTagging(
  parts: AppParts,
  asking: Asking,
  creation: "CreateApp" | "CreateSpace",
  resource: string,
): ReturnType<typeof denied> | undefined {
  const decision = decideOn(parts, asking, "AddTags", resource, { "sagemaker:TaggingAction": creation });
  return decision.allowed ? undefined : denied(asking, decision);
}

export function denied({ session }: Asking, decision: RecordedDecision) {
  return jsonFault(accessDenied(session, decision));
}

export function inUse(message: string, decision: RecordedDecision) {
  return jsonFault({ code: "ResourceInUse", message, decision });
}

export function missing(what: string, decision: RecordedDecision) {
  const fault: AwsFault = { code: "ResourceNotFound", message: `${what} does not exist.`, decision };
  return jsonFault(fault);
}
