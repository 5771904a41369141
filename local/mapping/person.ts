import { callerIdOf } from "../../functions/contract/caller";
import { isDomainId, isStudioName } from "../../functions/contract/studio-profile";
import { UserError } from "../user-error";

/** A profile of a person, and whether it is theirs alone. */
export interface HeldProfile {
  readonly domainId: string;
  readonly userProfileName: string;
  /** Others hold it too, so that what is refused to the profile would be refused to them. */
  readonly isShared: boolean;
}

/** Whom an operator's command is about. */
export interface Person {
  /** What the operator called them. */
  readonly name: string;
  /** Unknown in claim mode unless the subject was given: there the user name is all that ties a person to a profile. */
  readonly callerId?: string;
  /** Table mode: the key of the person's row, which is the caller's id. */
  readonly tableKey?: string;
  readonly profiles: readonly HeldProfile[];
}

/**
 * Claim mode: a person is known by their profile, `alice` or `d-…/alice`, and no one else comes to it.
 *
 * @param subject the token's `sub`, if it is known
 * @throws UserError when the text names no profile
 */
export function personByProfile(
  text: string,
  { studioDomainId, issuer }: { readonly studioDomainId: string; readonly issuer: string },
  subject?: string,
): Person {
  const { domainId, userProfileName } = profileNamed(text, studioDomainId);
  return {
    name: text,
    ...(subject !== undefined && { callerId: callerIdOf({ issuer, subject }) }),
    profiles: [{ domainId, userProfileName, isShared: false }],
  };
}

/** @throws UserError when the text is neither a profile's name nor `<domain id>/<name>` */
export function profileNamed(text: string, studioDomainId: string) {
  const [first = "", second, ...rest] = text.split("/");
  const [domainId, userProfileName] = second === undefined ? [studioDomainId, first] : [first, second];
  if (rest.length === 0 && isDomainId(domainId) && isStudioName(userProfileName)) return { domainId, userProfileName };
  throw new UserError(
    `"${text}" names no Studio profile: allowed is a name of up to 63 letters, digits and inner hyphens, or d-…/<name>.`,
  );
}
