/** What of an estate is this stack's own, by the graph and by the names that the program gives; never read out of the policies under audit, but for what is said beside `dataBuckets`. */
import type { AuditedEndpoint, AuditedFunction, AuditedResource, AuditedRole, Estate, RolePurpose } from "../estate";
import type { AuditedStudioAccount } from "../beside-policies";
import type { Subject } from "./rule";
import { remembered } from "../remembered";
import { servicePrincipal } from "./questions/askers";

export function rolesFor(estate: Estate, ...purposes: readonly RolePurpose[]): readonly AuditedRole[] {
  return estate.roles.filter(({ purpose }) => purposes.includes(purpose));
}

/** The roles that one of these functions (logical names) runs with. */
export function functionRoles(estate: Estate, ...functionNames: readonly string[]): readonly AuditedRole[] {
  return rolesFor(estate, "function").filter(({ usedBy }) => usedBy.some((name) => functionNames.includes(name)));
}

/** Functions that new versions are rolled out of: all but the one that tries them. */
export function rolledOut(estate: Estate): readonly AuditedFunction[] {
  const tests = smokeTests(estate);
  return estate.functions.filter((code) => !tests.includes(code));
}

/** The function that CodeDeploy runs before a new version is given calls; none while there are no rollouts. */
export function smokeTests(estate: Estate): readonly AuditedFunction[] {
  return estate.functions.filter(({ name }) => name === "smoke-test");
}

/** Of each function the version that the last update published, with its number. */
export function newVersions(estate: Estate): readonly string[] {
  return rolledOut(estate).map(({ arn, publishedVersion = "" }) => `${arn}:${publishedVersion}`);
}

/** The functions that analyse images. */
export const POOL_FUNCTIONS = ["rekognition", "image-ingest"] as const;

export interface EndpointChoice {
  readonly region?: string;
  readonly kind?: AuditedEndpoint["kind"];
}

/** The endpoints of any of these services; in the home Region unless said otherwise. */
export function endpointsOf(
  estate: Estate,
  services: readonly string[],
  { region = estate.homeRegion, kind }: EndpointChoice = {},
): readonly AuditedEndpoint[] {
  return estate.endpoints.filter(
    (endpoint) =>
      services.includes(endpoint.service) &&
      endpoint.region === region &&
      (kind === undefined || endpoint.kind === kind),
  );
}

export function endpointIds(estate: Estate, services: readonly string[], choice?: EndpointChoice): readonly string[] {
  return endpointsOf(estate, services, choice).map(({ id }) => id);
}

/** URLs into Studio are made through the first and used through the second; IAM asks for the same action at both. */
export const STUDIO_SERVICES = ["sagemaker.api", "studio"] as const;

export function resourcesOf(estate: Estate, kind: AuditedResource["kind"]): readonly AuditedResource[] {
  return estate.resources.filter((resource) => resource.kind === kind);
}

/** Where new images are announced; its neighbour keeps what failed, and no role reads it. */
export function imageQueues(estate: Estate): readonly AuditedResource[] {
  const others = unexpectedCallsQueues(estate);
  return resourcesOf(estate, "queue").filter((queue) => !queue.name.endsWith("-failed") && !others.includes(queue));
}

/** Where EventBridge keeps what CloudTrail saw and should not have happened; none while monitoring is off. */
export function unexpectedCallsQueues(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "queue").filter(({ name }) => name === "unexpected-calls");
}

/** Where alarms speak; none where they speak to a topic of the company's own. */
export function alarmTopics(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "topic");
}

/** The company's own key for data, which the program has only read; none where config names none. */
export function dataKeys(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "key").filter(({ facts }) => facts["made"] === "elsewhere");
}

/** What one of these services encrypts with a key. */
export function encryptedWith(
  estate: Estate,
  key: AuditedResource,
  kind: "bucket" | "queue" | "table" | "topic",
): readonly AuditedResource[] {
  return resourcesOf(estate, kind).filter(({ facts }) =>
    [facts["key"], facts["encryption"]].some((id) => id === key.name || id === key.arn),
  );
}

/** The value of `kms:ViaService` for calls that a service of the home Region makes on a principal's behalf. */
export function viaService({ homeRegion, partition }: Estate, service: string): string {
  return `${servicePrincipal(`${service}.${homeRegion}`)}${partition === "aws-cn" ? ".cn" : ""}`;
}

/** A log group, and what is in it: its streams, which writing a log is about. */
export function logGroupArns(estate: Estate, logGroup: string): string[] {
  return ["", ":*"].map((rest) => arnIn(estate, "logs", `log-group:${logGroup}${rest}`));
}

export const STUDIO_LOG = "/aws/sagemaker/studio";

/** `arn:<partition>:<service>:<home region>:<account>:<rest>`. */
export function arnIn(estate: Estate, service: string, rest: string): string {
  return `arn:${estate.partition}:${service}:${estate.homeRegion}:${estate.account}:${rest}`;
}

/** @param profile `*` for every profile of the domain */
export function profileArn(estate: Estate, profile: string, domainId = estate.studio.domainId): string {
  return arnIn(estate, "sagemaker", `user-profile/${domainId}/${profile}`);
}

/** The stack's own domain, and in table mode those that rows may name beside it. */
export function servedDomains({ studio }: Estate): readonly string[] {
  return [studio.domainId, ...(studio.furtherDomainIds ?? [])];
}

/** Domains in other accounts, with the one role each that the studio-url function may become there. */
export function studioAccounts({ studio }: Estate): readonly AuditedStudioAccount[] {
  return studio.accounts ?? [];
}

/** Roles of other accounts that the studio-url function may become: each by its name. */
export function mintingRolesElsewhere(estate: Estate): string[] {
  return [...new Set(studioAccounts(estate).map(({ mintingRoleArn }) => mintingRoleArn))];
}

/** A pattern of the profiles of a domain in another account. */
export function profilesElsewhere(estate: Estate, { accountId, domainId }: AuditedStudioAccount): string {
  return arnInAccount(estate, accountId, `user-profile/${domainId}/*`);
}

export function appsElsewhere(estate: Estate, { accountId, domainId }: AuditedStudioAccount): string[] {
  return ["app", "space"].map((kind) => arnInAccount(estate, accountId, `${kind}/${domainId}/*`));
}

function arnInAccount(estate: Estate, account: string, rest: string): string {
  return `arn:${estate.partition}:sagemaker:${estate.homeRegion}:${account}:${rest}`;
}

/** Where it is written whose profiles are whose; none in claim mode. */
export function mappingTables(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "table").filter(({ arn }) => estate.studio.mappingTables?.includes(arn));
}

/** Every other table: where results of the pool are kept. */
export function resultsTables(estate: Estate): readonly AuditedResource[] {
  return resourcesOf(estate, "table").filter((table) => !mappingTables(estate).includes(table));
}

/** The roles of the functions that decide about callers. */
export const ROW_READERS = ["authorizer", "studio-url"] as const;

/** The IAM path of the stack's minting, execution or image roles, or of RStudio's, as a pattern of ARNs: only roles created there are under it. */
export function rolesUnder(
  estate: Estate,
  kind: "minting" | "studio-execution" | "studio-images" | "r-studio",
): string {
  return `arn:${estate.partition}:iam::${estate.account}:role/${estate.project}/${estate.stack}/${kind}/*`;
}

/**
 * The roles that a function may become: the one that session tags narrow, or all that are named as the stack names a profile's, by a digest
 * of 32 digits. Hundreds of ARNs do not fit into a policy, and a role is under our path only by being made there.
 */
export function mintingRoleNames(estate: Estate): string[] {
  const names = rolesFor(estate, "minting").map((role) =>
    mintedProfileOf(role) === undefined ? role.arn : role.arn.replace(/[0-9a-f]{32}$/, "?".repeat(32)),
  );
  return [...new Set(names)];
}

/** The profile whose notebooks run with an execution role. */
export function ownerOf(estate: Estate, role: AuditedRole): string | undefined {
  return estate.studio.profiles.find(({ executionRoleArn }) => executionRoleArn === role.arn)?.name ?? role.usedBy[0];
}

/** rolePerProfile mode: whose minting role it is. Undefined for the one role that session tags narrow. */
export function mintedProfileOf({ purpose, usedBy }: AuditedRole): string | undefined {
  return purpose === "minting" ? usedBy[0] : undefined;
}

/**
 * The data buckets that notebooks may use. They are not in the graph: config names them, and so the execution roles' policies are
 * the only place to read them. A name with a wildcard in it does not name a bucket, and is left out: to allow one is to allow too much.
 */
export function dataBuckets(estate: Estate): readonly string[] {
  return remembered(namedBuckets, estate, () => bucketsNamedIn(estate));
}

const namedBuckets = new WeakMap<Estate, readonly string[]>();

function bucketsNamedIn(estate: Estate): readonly string[] {
  const named = rolesFor(estate, "execution")
    .flatMap(({ identity }) => identity.flatMap(({ document }) => document.Statement))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Resource = [] }) => Resource);
  const bucket = new RegExp(`^arn:${estate.partition}:s3:::[a-z0-9.-]+$`);
  const ours = resourcesOf(estate, "bucket").map(({ arn }) => arn);
  return [...new Set(named)].filter((arn) => bucket.test(arn) && !ours.includes(arn)).sort();
}

/** Where a role's permissions are written down. */
export function roleSubject({ urn, identity, trust }: AuditedRole): Subject {
  return { urn, source: identity[0]?.source ?? trust.source };
}

export function trustSubject({ urn, trust }: AuditedRole): Subject {
  return { urn, source: trust.source };
}

export function subjectOf({ urn, policies }: AuditedResource | AuditedEndpoint): Subject {
  return { urn, source: policies[0]?.source };
}
