import {
  CreatePresignedDomainUrlCommand,
  DescribeUserProfileCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, type Credentials, STSClient } from "@aws-sdk/client-sts";
import {
  type ClientLimits,
  clientSettings,
  USUAL_LIMITS,
  callUpstream,
  type OwnProblems,
  textMember,
} from "../aws/upstream-call";
import { sessionNameOf } from "../contract/caller";
import { log } from "../contract/log";
import { Refusal } from "../contract/problem";
import type { MintOrder } from "./decide";
import { type StudioUrlSettings, mintingRoleDigest, mintingRoleIn } from "./env";

export interface MintedUrl {
  readonly authorizedUrl: string;
  /** Milliseconds since 1970; not later than SageMaker's own idea of it. */
  readonly expiresAt: number;
}

export type Mint = (order: MintOrder, requestId: string) => Promise<MintedUrl>;

export interface MintLimits extends ClientLimits {
  /** Milliseconds for all attempts of all calls of one mint. API Gateway gives up after 29 s; a mint must be over before. */
  readonly total: number;
}

const LIMITS: MintLimits = { ...USUAL_LIMITS, total: 20_000 };

/** What a caller is told of failures that only a mint has. */
const PROBLEMS: OwnProblems = {
  byName: {
    ResourceNotFound: { code: "profile_not_found", detail: "SageMaker does not know this profile; ask who set it up." },
    // Unmodelled in the SDK, but what SageMaker answers for a domain in Identity Center mode, or an unfitting space.
    ValidationException: {
      code: "studio_refused",
      detail: "Check landingUri and spaceName; a domain with IAM Identity Center sign-in has no presigned URLs.",
    },
  },
  timedOut: {
    code: "upstream_timeout",
    detail: "AWS took too long. Try again; any URL created meanwhile was not returned to anyone.",
  },
};

/** Of one session of the minting role; none of them is empty. */
interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** STS's shortest. Three calls need seconds; nothing is kept beyond them. */
const CREDENTIAL_SECONDS = 900;

/**
 * Makes URLs. Each call assumes the minting role anew, for one profile: credentials and URLs are held in local
 * variables only, so two callers served at the same time cannot meet each other's.
 *
 * @throws Refusal for everything that AWS can answer
 */
export function createMint(settings: StudioUrlSettings, limits: MintLimits = LIMITS): Mint {
  const client = clientSettings(limits);
  let stsClient: STSClient | undefined;
  return async (order, requestId) => {
    const budget = { requestId, signal: AbortSignal.timeout(limits.total), problems: PROBLEMS };
    const sts = (stsClient ??= new STSClient(client));
    const credentials = await callUpstream({
      ...budget,
      operation: "sts:AssumeRole",
      send: (options) => sts.send(new AssumeRoleCommand(sessionFor(order, settings)), options),
      read: ({ Credentials }) => sessionCredentials(Credentials),
    });
    // A client per mint: credentials live in it and nowhere else. Only connections, which carry none, are shared.
    const sageMaker = new SageMakerClient({ ...client, credentials, requestHandler: sts.config.requestHandler });
    await refuseUnready(sageMaker, order, budget);
    const minted = await createUrl(sageMaker, order, budget);
    if (isStudioUrl(minted.authorizedUrl, settings.studioHostSuffix)) return minted;
    const { domainId, userProfileName } = order;
    log({ event: "studio_url_rejected", requestId, domainId, userProfileName });
    throw new Refusal({ code: "upstream_refused", detail: "SageMaker's answer is not a URL of the company's Studio." });
  };
}

/**
 * The session's name and source identity stay in CloudTrail with everything done under it; the tags are what the
 * minting role's policy fills into the one profile it may open.
 */
function sessionFor(order: MintOrder, { mode, roleArn, accounts }: StudioUrlSettings) {
  const { callerId, domainId, userProfileName } = order;
  const account = accounts.get(domainId);
  const session = {
    RoleSessionName: sessionNameOf(callerId),
    SourceIdentity: callerId,
    DurationSeconds: CREDENTIAL_SECONDS,
  };
  if (mode === "rolePerProfile" && !account) {
    return { ...session, RoleArn: roleArn + mintingRoleDigest(domainId, userProfileName) };
  }
  const tags = { StudioDomainId: domainId, StudioUserProfile: userProfileName };
  const tagged = { ...session, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  if (!account) return { ...tagged, RoleArn: roleArn };
  const { externalId } = account;
  const RoleArn = mintingRoleIn(roleArn.split(":")[1] ?? "", account);
  return { ...tagged, RoleArn, ...(externalId !== undefined && { ExternalId: externalId }) };
}

/** Which request, and when all its calls have to be over. */
interface Budget {
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly problems: OwnProblems;
}

/** SageMaker makes a URL for a profile that is not ready, and it opens onto an error page: better said here. */
async function refuseUnready(client: SageMakerClient, order: MintOrder, budget: Budget): Promise<void> {
  const describe = new DescribeUserProfileCommand({ DomainId: order.domainId, UserProfileName: order.userProfileName });
  const status = await callUpstream({
    ...budget,
    operation: "sagemaker:DescribeUserProfile",
    send: (options) => client.send(describe, options),
    read: ({ Status }) => textMember(Status),
  });
  if (status === "InService") return;
  const code = "profile_not_ready";
  if (status === "Pending" || status === "Updating") {
    throw new Refusal({ code, detail: "The profile is being set up. Try again shortly.", retryAfterSeconds: 15 });
  }
  throw new Refusal({ code, detail: "The profile has failed or is being deleted; ask who set it up." });
}

async function createUrl(client: SageMakerClient, order: MintOrder, budget: Budget): Promise<MintedUrl> {
  const create = new CreatePresignedDomainUrlCommand({
    DomainId: order.domainId,
    UserProfileName: order.userProfileName,
    ExpiresInSeconds: order.expiresInSeconds,
    SessionExpirationDurationInSeconds: order.sessionExpirationInSeconds,
    ...(order.landingUri !== undefined && { LandingUri: order.landingUri }),
    ...(order.spaceName !== undefined && { SpaceName: order.spaceName }),
  });
  const askedAt = Date.now();
  const authorizedUrl = await callUpstream({
    ...budget,
    operation: "sagemaker:CreatePresignedDomainUrl",
    send: (options) => client.send(create, options),
    read: ({ AuthorizedUrl }) => textMember(AuthorizedUrl),
  });
  return { authorizedUrl, expiresAt: askedAt + order.expiresInSeconds * 1000 };
}

/** Undefined when a part is missing: a request signed with half of them would be refused by SageMaker, in words about something else. */
function sessionCredentials(credentials: Credentials | undefined): SessionCredentials | undefined {
  const accessKeyId = textMember(credentials?.AccessKeyId);
  const secretAccessKey = textMember(credentials?.SecretAccessKey);
  const sessionToken = textMember(credentials?.SessionToken);
  return accessKeyId && secretAccessKey && sessionToken ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}

/**
 * Whether a URL is one of our Studio's: https, a host below the suffix, the sign-in path, nothing else before the
 * query. The browser takes its secret wherever it points, so it is looked at even though it comes from SageMaker.
 *
 * @param hostSuffix without a leading dot, e.g. `studio.eu-central-1.sagemaker.aws`
 */
export function isStudioUrl(url: string, hostSuffix: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password, pathname, hash } = new URL(url);
  const isBare = port === "" && username === "" && password === "" && hash === "";
  return protocol === "https:" && isBare && hostname.endsWith(`.${hostSuffix}`) && pathname === "/auth";
}
