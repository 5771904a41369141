/**
 * What the authorizer found out about the caller, and how it travels to the functions: as the authorizer's context.
 * API Gateway passes scalars only, and hands every one of them on as a string.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
import { createHash } from "node:crypto";
import { DENIAL_REASONS, type DenialReason } from "./routes";
import { readProfileLimits, type ProfileLimits, isDomainId, isStudioName } from "./studio-profile";

export type { DenialReason } from "./routes";
export type { ProfileLimits } from "./studio-profile";

/** One Studio profile that belongs to the caller. */
export interface ProfileEntry {
  readonly domainId: string;
  readonly userProfileName: string;
  readonly limits: ProfileLimits;
}

export interface Caller {
  /** base64url of SHA-256 over issuer and subject: names a person without naming them. 43 characters. */
  readonly callerId: string;
  readonly entries: readonly ProfileEntry[];
  /** When the token ends, in seconds since 1970. */
  readonly expiresAt: number;
  /** What is answered when the policy refuses the route that was asked for. */
  readonly denialReason: DenialReason;
  /** Missing when the caller may not use the Rekognition pool. */
  readonly rekognition?: PoolAccess;
}

/** What a caller may do with the Rekognition pool. */
export interface PoolAccess {
  /** Where their images may go. A hard wall, also when everything inside it is busy. */
  readonly regions: readonly string[] | "all";
  /** How their calls share the pool: a lane's name, found by their groups. Missing while config has no lanes. */
  readonly lane?: string;
}

export type CallerContext = Readonly<Record<string, string | number | boolean>>;

/**
 * The authorizer's context for a caller.
 * @throws Error when a value is not a scalar: API Gateway would answer 500 without saying why
 */
export function encodeCaller(caller: Caller): CallerContext {
  const { entries, rekognition, ...scalars } = caller;
  return scalarsOnly({
    ...scalars,
    entries: JSON.stringify(entries),
    ...(rekognition && { rekognition: JSON.stringify(rekognition) }),
  });
}

/** @throws Error naming the keys whose values API Gateway would not pass on */
export function scalarsOnly(context: Readonly<Record<string, unknown>>): CallerContext {
  const scalars = ["string", "number", "boolean"];
  const others = Object.keys(context).filter((key) => !scalars.includes(typeof context[key]));
  if (others.length > 0) throw new Error(`An authorizer's context holds scalars only; not so: ${others.join(", ")}.`);
  return context as CallerContext;
}

/**
 * @param context `event.requestContext.authorizer`; undefined when the function was invoked without the authorizer,
 *   as the console's test button does
 * @throws Error when there is no caller in it, or a name in it that SageMaker would not take
 */
export function decodeCaller(context: Readonly<Record<string, unknown>> | null | undefined): Caller {
  const { callerId, entries, expiresAt } = context ?? {};
  if (!isCallerId(callerId) || typeof entries !== "string") {
    throw new Error("The request carries no caller: it did not come through the authorizer.");
  }
  const seconds = Number(expiresAt);
  if (!Number.isSafeInteger(seconds) || seconds <= 0) throw new Error("The caller's expiresAt is not a time.");
  const list: unknown = JSON.parse(entries);
  if (!Array.isArray(list)) throw new Error("The caller's entries are not a list.");
  const denialReason = DENIAL_REASONS.find((reason) => reason === context?.["denialReason"]);
  if (!denialReason) throw new Error("The caller's denialReason is not on the list.");
  const rekognition = readPoolAccess(context?.["rekognition"]);
  return {
    callerId,
    entries: list.map(readEntry),
    expiresAt: seconds,
    denialReason,
    ...(rekognition && { rekognition }),
  };
}

function readPoolAccess(text: unknown): PoolAccess | undefined {
  if (typeof text !== "string") return undefined;
  const { regions, lane } = (JSON.parse(text) ?? {}) as { readonly regions?: unknown; readonly lane?: unknown };
  if (lane !== undefined && typeof lane !== "string") throw new Error("The caller's lane is not a name.");
  const own = lane === undefined ? {} : { lane };
  if (regions === "all") return { regions, ...own };
  if (!Array.isArray(regions) || !regions.every(isRegionName))
    throw new Error("The caller's Regions are not a list of Regions.");
  return { regions, ...own };
}

function readEntry(value: unknown): ProfileEntry {
  const { domainId, userProfileName, limits } = (value ?? {}) as Partial<Record<keyof ProfileEntry, unknown>>;
  if (!isDomainId(domainId) || !isStudioName(userProfileName)) throw new Error("A caller's entry names no profile.");
  return { domainId, userProfileName, limits: readProfileLimits(limits) };
}

/** A person as their provider knows them. Subjects are unique within one issuer only. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Stands for a person in logs, in STS's SourceIdentity and so in CloudTrail, and is their key in the mapping table: base64url of SHA-256,
 * 43 letters, digits, `_` and `-`, which SourceIdentity (2 to 64 characters) admits whatever the subject looks like. Never the user
 * name: a person who is deleted and made anew has another subject, and nothing of the old one's.
 */
export function callerIdOf({ issuer, subject }: Person): string {
  return createHash("sha256").update(`${issuer}\n${subject}`).digest("base64url");
}

/** RoleSessionName of every minting session of a person; AWS takes 64 characters. 32 of the hash's are 192 bits: no two people share them. */
export function sessionNameOf(callerId: string): string {
  return `studio-url-${callerId.slice(0, 32)}`;
}

const CALLER_ID = /^[A-Za-z0-9_-]{43}$/;

export function isCallerId(value: unknown): value is string {
  return typeof value === "string" && CALLER_ID.test(value);
}

/** Data residency by group: where the images of a group's members may go. Group → Regions; a group that is not in it is not confined. */
export type GroupRegions = Readonly<Record<string, readonly string[]>>;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

export function isRegionName(value: unknown): value is string {
  return typeof value === "string" && REGION.test(value);
}

/**
 * @param text JSON; "" means no groups
 * @returns undefined when it is not an object of Region lists
 */
export function readGroupRegions(text: string): GroupRegions | undefined {
  const groups: unknown = text === "" ? {} : JSON.parse(text);
  if (typeof groups !== "object" || groups === null || Array.isArray(groups)) return undefined;
  const isGood = Object.values(groups).every((list) => Array.isArray(list) && list.every(isRegionName));
  return isGood ? (groups as GroupRegions) : undefined;
}

/**
 * Where the images of a member of these groups may go. Every wall holds: a member of two confined groups is left the
 * Regions that both allow, which may be none.
 */
export function regionsOfGroups(groups: readonly string[], groupRegions: GroupRegions): readonly string[] | "all" {
  const walls = groups.flatMap((group) => (Object.hasOwn(groupRegions, group) ? [groupRegions[group] ?? []] : []));
  const [first, ...others] = walls;
  if (first === undefined) return "all";
  return [...new Set(first)].filter((region) => others.every((wall) => wall.includes(region)));
}

/** A caller's own profiles, wherever it is written whose they are, and why one that is not among them is refused. */
export interface OwnProfiles {
  /** Those that open now. */
  readonly entries: readonly ProfileEntry[];
  /** Those that are the caller's and do not open now. */
  readonly closed?: readonly ClosedProfile[];
  /** What is answered when none opens. */
  readonly reason: DenialReason;
}

export interface ClosedProfile {
  readonly domainId: string;
  readonly userProfileName: string;
  readonly reason: "profile_disabled" | "profile_expired" | "profile_not_reserved";
}

/** A request's path parameters, as API Gateway hands them on; null where the route has none. */
export type PathParameters = Readonly<Record<string, string | undefined>> | null;

/** Letter for letter: SageMaker's names are case-sensitive. */
export function isNamedBy(
  path: PathParameters,
  profile: { readonly domainId: string; readonly userProfileName: string },
): boolean {
  return path?.["domainId"] === profile.domainId && path["userProfileName"] === profile.userProfileName;
}

/** Of a profile of the caller's own it is said what has become of it; of any other, nothing but that it is not theirs. */
export function reasonToRefuse({ entries, closed = [], reason }: OwnProfiles, path: PathParameters): DenialReason {
  const own = closed.find((profile) => isNamedBy(path, profile));
  return own?.reason ?? (entries.length === 0 ? reason : "not_your_profile");
}
