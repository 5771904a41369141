/** Only the studio-url function may become a minting role, only with a named person, and only for one profile of a domain that is served. */
import { type Conditions, oneOrList, type PolicyDocument, policyDocument, type Statement } from "./document";
import { DOMAIN_TAG, PROFILE_TAG } from "./minting-role";

/** A caller's id is a hash of 43 characters (functions/authorizer/decide.ts): no readable name gets into CloudTrail by this way. */
const CALLER_ID = "?".repeat(43);

/**
 * What a role that another account may become asks for beside the caller's name, one of both at least.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export interface CrossAccountGuard {
  /** What the gateway sends along. No secret: it says on whose behalf the gateway calls. */
  readonly externalId?: string | undefined;
  /** The organisation that the gateway's account has to belong to, o-…. */
  readonly organizationId?: string | undefined;
}

/**
 * One statement per action, each with only the keys AWS sets for it: TagSession knows no `sts:SourceIdentity` and SetSourceIdentity
 * no `aws:RequestTag`, so one statement with all conditions would refuse every mint.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export function mintingRoleTrust(names: {
  readonly functionRoleArn: string;
  readonly domainId: string;
  /** Existing domains that rows of the mapping table may name beside it. */
  readonly furtherDomainIds?: readonly string[];
  /** Where the function is in another account than the role. */
  readonly guard?: CrossAccountGuard;
}): PolicyDocument {
  const { externalId, organizationId } = names.guard ?? {};
  const member = organizationId === undefined ? {} : { "aws:PrincipalOrgID": organizationId };
  const tags = exactlyTheTwoTags(oneOrList([names.domainId, ...(names.furtherDomainIds ?? [])]), member);
  // STS sets this key for AssumeRole alone.
  const told = externalId === undefined ? {} : { "sts:ExternalId": externalId };
  return policyDocument(
    {
      Sid: "LetTheFunctionMintAsSomebodyForOneProfile",
      Effect: "Allow",
      Principal: { AWS: names.functionRoleArn },
      Action: "sts:AssumeRole",
      Condition: {
        ...tags,
        StringEquals: { ...tags.StringEquals, ...told },
        Null: { "sts:SourceIdentity": "false" },
      },
    },
    {
      Sid: "LetTheFunctionTagTheSession",
      Effect: "Allow",
      Principal: { AWS: names.functionRoleArn },
      Action: "sts:TagSession",
      Condition: tags,
    },
    nameTheCaller(names.functionRoleArn, member),
  );
}

/** rolePerProfile mode: the role is the profile, so no tag is taken at all. */
export function mintingRoleTrustForProfile(names: { readonly functionRoleArn: string }): PolicyDocument {
  return policyDocument(
    {
      Sid: "LetTheFunctionMintAsSomebody",
      Effect: "Allow",
      Principal: { AWS: names.functionRoleArn },
      Action: "sts:AssumeRole",
      Condition: { Null: { "sts:SourceIdentity": "false", "aws:TagKeys": "true" } },
    },
    nameTheCaller(names.functionRoleArn),
  );
}

function nameTheCaller(functionRoleArn: string, member: Readonly<Record<string, string>> = {}): Statement {
  const isMember = Object.keys(member).length > 0 ? { StringEquals: member } : {};
  return {
    Sid: "LetTheFunctionNameTheCaller",
    Effect: "Allow",
    Principal: { AWS: functionRoleArn },
    Action: "sts:SetSourceIdentity",
    Condition: { StringLike: { "sts:SourceIdentity": CALLER_ID }, ...isMember },
  };
}

/** Both tags present, no third one, a domain of ours, and no slash in the profile (tag values may hold one, profile names never do). */
function exactlyTheTwoTags(domainIds: string | readonly string[], member: Readonly<Record<string, string>>) {
  return {
    // A negated condition holds for a missing key too. And a tag may be empty: AWS does not say what a variable with such a value stands for.
    StringLike: { [`aws:RequestTag/${PROFILE_TAG}`]: "?*" },
    StringEquals: { [`aws:RequestTag/${DOMAIN_TAG}`]: domainIds, ...member },
    StringNotLike: { [`aws:RequestTag/${PROFILE_TAG}`]: "*/*" },
    "ForAllValues:StringEquals": { "aws:TagKeys": [DOMAIN_TAG, PROFILE_TAG] },
  } satisfies Conditions;
}
