/** What each problem means and what a caller does about it: for the API's page, not for the functions, whose answers carry neither. */
import type { DeniedReason, ProblemCode } from "./problem";

export interface Explanation {
  /** Why there is no other answer. */
  readonly means: string;
  /** What the calling program or its person does now. */
  readonly callerDoes: string;
  /** Whether the same request may succeed later, with nothing changed by the caller. */
  readonly again: "no" | "after Retry-After" | "at once, a few times";
}

export const CATALOGUE: Readonly<Record<ProblemCode, Explanation>> = {
  invalid_request: {
    means: "The body or a field of it does not fit the route, or an image cannot be read.",
    callerDoes:
      "Mend the fields that errors names; each entry says what is allowed. It is a mistake of the calling program.",
    again: "no",
  },
  unauthorized: {
    means:
      "There is no access token, or one that this API does not believe: another issuer, another client, an id token.",
    callerDoes: "Send Authorization: Bearer with the access token of the sign-in that the output signIn describes.",
    again: "no",
  },
  token_expired: {
    means: "The token was valid when the gateway looked, and ended before the function answered.",
    callerDoes: "Renew the token (refresh token, or sign in again) and repeat the request.",
    again: "no",
  },
  access_denied: {
    means:
      "The caller is known, and may not do this. reason says why; it is empty when the network refused, or no such route exists.",
    callerDoes: "Switch on reason, below. Show detail to the person: it says whom to ask.",
    again: "no",
  },
  route_not_found: {
    means: "The request came through, and its path or method is not one of the API's.",
    callerDoes: "Compare the path with the routes of this page. It is a mistake of the calling program.",
    again: "no",
  },
  profile_not_found: {
    means: "The profile is the caller's own, and SageMaker does not have it: it was deleted, or never made.",
    callerDoes: "Tell the person to ask the gateway's operators to create the profile.",
    again: "no",
  },
  image_not_found: {
    means: "The caller has uploaded no image with this id, or its result has been removed at its expiresAt.",
    callerDoes: "Check the id; for an image that has expired, upload it again.",
    again: "no",
  },
  profile_not_ready: {
    means: "SageMaker is still creating, changing or deleting the profile, or that has failed.",
    callerDoes:
      "With Retry-After: wait that long and ask again. Without it: tell the person to ask the gateway's operators.",
    again: "after Retry-After",
  },
  request_too_large: {
    means: "The body, or an image in it or in the bucket, is larger than its limit, which detail names.",
    callerDoes: "Upload a large image with POST /v1/images, or make it smaller.",
    again: "no",
  },
  unsupported_media_type: {
    means: "The body is not JSON, or the image is of a kind that is not decoded. Its bytes decide, not its name.",
    callerDoes: "Send Content-Type: application/json; convert the image to JPEG or PNG.",
    again: "no",
  },
  studio_refused: {
    means: "SageMaker does not accept this landing page, space or domain.",
    callerDoes: "Leave landingUri and spaceName out, or take ones that GET /v1/studio/profiles lists.",
    again: "no",
  },
  rekognition_refused: {
    means:
      "Rekognition does not run the operation as it is asked for: a review loop, a model or a limit of the account.",
    callerDoes: "Read detail. Without HumanLoopConfig and ProjectVersion the request works.",
    again: "no",
  },
  too_many_requests: {
    means: "The route's request rate is used up, or every Region's quota for the operation is.",
    callerDoes:
      "Wait for Retry-After and a random bit more. For much work that is not urgent, upload with POST /v1/images.",
    again: "after Retry-After",
  },
  internal_error: {
    means: "A fault of the gateway's own, which its operators see as an alarm.",
    callerDoes: "Try once more. If it stays, give requestId to the gateway's operators.",
    again: "at once, a few times",
  },
  authorizer_failure: {
    means:
      "The token could not be checked, because the keys of its issuer or the mapping table were out of reach. Nothing was allowed.",
    callerDoes: "Try again. If it stays, give requestId to the gateway's operators.",
    again: "at once, a few times",
  },
  upstream_refused: {
    means: "AWS refused the gateway itself, or left out what was asked for: a permission or a setting is wrong.",
    callerDoes: "Give requestId to the gateway's operators. No caller can mend it.",
    again: "no",
  },
  upstream_unavailable: {
    means: "SageMaker, the images' store or every Region of Rekognition does not answer as it should.",
    callerDoes: "Wait for Retry-After and a random bit more, then repeat the request.",
    again: "after Retry-After",
  },
  upstream_timeout: {
    means:
      "AWS, or the function behind the route, took too long. A URL that was made meanwhile was returned to no one.",
    callerDoes: "Repeat the request: every call may be made twice.",
    again: "at once, a few times",
  },
};

/** With access_denied: who can change it, and how. */
export const REASONS: Readonly<Record<DeniedReason, string>> = {
  not_your_profile: "The path names another person's profile. Take domain and name from GET /v1/studio/profiles.",
  not_in_studio_group: "The person needs the group for Studio; the administrators of users give it.",
  no_studio_profile: "No profile is assigned to the person; the gateway's operators assign one.",
  no_profile_name: "The person's user name does not lead to a profile's name; the gateway's operators set the rule.",
  profile_disabled: "The operators have disabled the person's profile. Only they enable it again.",
  profile_expired: "The time for which the profile was given is over. The operators extend it.",
  profile_not_reserved:
    "The mapping table does not reserve the profile for this person alone; the operators run mapping -- check.",
  no_rekognition_access: "The person needs the group of the Rekognition pool; the administrators of users give it.",
  operation_not_enabled: "The pool does not have this operation. detail lists those that it has.",
  missing_scope: "Ask for the scope that the output signIn names when signing in.",
  groups_overage:
    "The provider left the groups out of the token. Its administrators send only those assigned to this application.",
  not_permitted: "The landing page, the space or S3Object is outside what this caller may ask for. Leave it out.",
  not_your_image: "The object belongs to another caller. Name one below your own or the shared prefix.",
  no_permitted_region: "None of the Regions to which this caller's images may go has the operation.",
  gateway_not_permitted: "Every Region refused the gateway itself. Give requestId to its operators.",
  "": "The network refused, or there is no such route or method: AWS does not tell these apart. Call from the company's network, by one of apiUrls.",
};
