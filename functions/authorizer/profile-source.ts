import type { OwnProfiles } from "../http/people/own-profiles";
import type { VerifiedToken } from "./claims";

/**
 * Where it is written whose Studio profiles are whose: in the token, or in the mapping table.
 *
 * @param asked the route as a template, and the request's id for the log
 * @throws CannotDecide
 */
export type ProfileSource = (
  token: VerifiedToken,
  asked: { readonly resource: string; readonly requestId: string },
) => OwnProfiles | Promise<OwnProfiles>;

/** Nothing can be said about the caller: API Gateway answers 500, and nothing is allowed. What it says is logged by Lambda. */
export class CannotDecide extends Error {}
