/** A caller's own profiles, wherever it is written whose they are, and why one that is not among them is refused. */
import type { DenialReason, ProfileEntry } from "../contract/caller";

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
