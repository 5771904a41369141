/** A person who is cut off: no URL is made for them, and every Studio session of theirs is refused its next request; nothing else changes. */
import { type Place, userProfileArn } from "../arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { DOMAIN_TAG, PROFILE_TAG } from "../minting-role";

export interface Profile {
  readonly domainId: string;
  readonly userProfileName: string;
}

export interface CutOffPerson {
  /** How the minting sessions of the person are known; absent where only the profile is known. */
  readonly sessions?: {
    /** `aws:SourceIdentity` of every session. */
    readonly sourceIdentity: string;
    /** RoleSessionName of every session: a beginning of the hash, long enough to be unique. */
    readonly sessionName: string;
  };
  /** Profiles that no one else holds. Of a profile that others hold too, only the person's own sessions may be refused. */
  readonly profiles: readonly Profile[];
}

/**
 * Attached to a minting role beside its own policy, as an inline policy.
 *
 * "IAM authorization policies for this API are also enforced for every HTTP request and WebSocket frame that attempts to connect to the
 * app", so the next request of a running session meets it. Which condition keys that check carries AWS does not say, beside the network's.
 * Therefore each statement is enough by itself where what it looks at is there, and the one about the profile's ARN looks at no key.
 * It does not look at when a token was issued: nothing says that the check knows.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
 */
export function cutOffPolicy(place: Place, { sessions, profiles }: CutOffPerson): PolicyDocument {
  return policyDocument(
    ...(sessions ? denySessions(sessions) : []),
    ...(profiles.length === 0 ? [] : denyProfiles(place, profiles)),
  );
}

/** Attached to a role that serves the person alone: the minting role of their profile (rolePerProfile), and its execution role. */
export function cutOffWholeRole(): PolicyDocument {
  return policyDocument({
    Sid: "DenyEverythingWhileTheOwnerIsCutOff",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
  });
}

function denySessions({ sourceIdentity, sessionName }: NonNullable<CutOffPerson["sessions"]>): Statement[] {
  return [
    {
      Sid: "DenyTheCutOffPersonBySourceIdentity",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceIdentity": sourceIdentity } },
    },
    {
      // For a role's session the key is the role's id, a colon and the session's name.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
      Sid: "DenyTheCutOffPersonBySessionName",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringLike: { "aws:userid": `*:${sessionName}` } },
    },
  ];
}

function denyProfiles(place: Place, profiles: readonly Profile[]): Statement[] {
  const arns = profiles.map(({ domainId, userProfileName }) => userProfileArn(place, domainId, userProfileName));
  const domainIds = [...new Set(profiles.map(({ domainId }) => domainId))];
  return [
    {
      Sid: "DenyTheCutOffProfiles",
      Effect: "Deny",
      Action: "*",
      Resource: arns,
    },
    ...domainIds.map((domainId, at): Statement => {
      const names = profiles.filter((one) => one.domainId === domainId).map(({ userProfileName }) => userProfileName);
      return numbered(denyTags(domainId, names), at);
    }),
  ];
}

/** A statement for each domain: with all domains and all names in one, a name would be denied in another domain, where it is another person's. */
function denyTags(domainId: string, userProfileNames: readonly string[]): Statement {
  return {
    Sid: "DenyTheCutOffProfilesBySessionTags",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: {
      StringEquals: {
        [`aws:PrincipalTag/${DOMAIN_TAG}`]: domainId,
        [`aws:PrincipalTag/${PROFILE_TAG}`]: userProfileNames,
      },
    },
  };
}

/** IAM takes a Sid once in a document; the second has a 2 behind it. */
function numbered(statement: Statement, at: number): Statement {
  return at === 0 ? statement : { ...statement, Sid: `${statement.Sid ?? ""}${at + 1}` };
}
