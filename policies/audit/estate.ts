/** What the audit looks at: every policy of one stack and whom it concerns, read from the resource graph and nothing else. */
import type { NamedPolicy } from "../evaluate/decision";
import type { AuditedAlias, AuditedPassage, AuditedRollout, AuditedSignIn } from "./beside-policies";
import type { AuditedStudio } from "./studio-estate";

/** A document, and the way back to the resource that carries it. */
export interface SourcedPolicy extends NamedPolicy {
  readonly urn: string;
  /** JSON pointer into that resource's inputs, such as `/policy`; empty when the document is what AWS assumes without one. */
  readonly pointer: string;
  /** `infra/file.ts:12`, where the resource is made; unknown for a deployed stack. */
  readonly source?: string | undefined;
  readonly origin: "program" | "aws-managed" | "assumed" | "guardrail";
}

/** What a role is for, by the graph: what runs with it, or the component that made it. */
export type RolePurpose =
  | "function"
  | "minting"
  | "execution"
  | "studio-default"
  | "studio-image"
  | "r-studio"
  | "api-gateway-logging"
  | "workstation"
  | "rollout"
  | "other";

export interface AuditedRole {
  readonly arn: string;
  /** The logical name, which does not change between deployments. */
  readonly name: string;
  readonly urn: string;
  readonly purpose: RolePurpose;
  /** The functions (logical names) or the one user profile that run with it. */
  readonly usedBy: readonly string[];
  /** All that carries it, by kind and name: "function studio-url", "user profile alice", "domain studio-domain", "API Gateway's account". */
  readonly carriedBy?: readonly string[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: SourcedPolicy;
  readonly identity: readonly SourcedPolicy[];
  /** Its permissions boundary: what its own policies may allow at most. */
  readonly boundary?: SourcedPolicy | undefined;
}

export interface AuditedEndpoint {
  readonly id: string;
  readonly name: string;
  readonly urn: string;
  /** The last part of the service's name: "execute-api", "sagemaker.api", "studio", "sts", "s3", "dynamodb", "rekognition", … */
  readonly service: string;
  readonly kind: "Interface" | "Gateway";
  readonly region: string;
  readonly vpcId: string;
  readonly policies: readonly SourcedPolicy[];
}

export interface AuditedMethod {
  readonly urn: string;
  readonly source?: string | undefined;
  readonly httpMethod: string;
  /** With `*` in place of each path parameter. */
  readonly path: string;
  /** As API Gateway writes it: "NONE", "CUSTOM", "AWS_IAM", "COGNITO_USER_POOLS". */
  readonly authorization: string;
  readonly authorizerId?: string | undefined;
  /** The function (logical name) behind it; absent for an answer made by API Gateway itself. */
  readonly functionName?: string | undefined;
  /** As it is called: with its alias, where it has one. */
  readonly functionArn?: string | undefined;
}

export interface AuditedAuthorizer {
  readonly id: string;
  readonly urn: string;
  readonly type: string;
  readonly functionName?: string | undefined;
  readonly functionArn?: string | undefined;
  readonly identitySource: string;
  readonly cacheSeconds: number;
}

export interface AuditedApi {
  readonly id: string;
  readonly name: string;
  readonly urn: string;
  /** `arn:…:execute-api:<region>:<account>:<api-id>`, without stage. */
  readonly executionArn: string;
  readonly stages: readonly string[];
  /** "PRIVATE", "REGIONAL", "EDGE". */
  readonly endpointTypes: readonly string[];
  readonly endpointIds: readonly string[];
  readonly policies: readonly SourcedPolicy[];
  readonly methods: readonly AuditedMethod[];
  readonly authorizers: readonly AuditedAuthorizer[];
  /** Custom domain names mapped to it. */
  readonly domainNames: readonly string[];
}

export interface AuditedFunction {
  readonly arn: string;
  readonly name: string;
  readonly urn: string;
  readonly roleArn: string;
  readonly isInVpc: boolean;
  /** X-Ray records its calls, which Lambda sends there with the function's role. */
  readonly isTraced?: boolean;
  /** Where Lambda writes its log; the function's role may name no other. */
  readonly logGroup: string;
  /** Its environment, as far as it is text. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Its code, relative to the project: `build/functions/studio-url`. */
  readonly code?: string | undefined;
  /** Its resource policy, rendered from the flat `aws:lambda/permission` resources; one document a permission. */
  readonly permissions: readonly SourcedPolicy[];
  /** The version that the last update published, "7"; absent for a function that publishes none. */
  readonly publishedVersion?: string | undefined;
  /** Names under which one or several of its published versions are called. */
  readonly aliases?: readonly AuditedAlias[];
  /** ARNs under which queues and streams call it: event source mappings. */
  readonly calledBySources?: readonly { readonly name: string; readonly functionArn: string }[];
  /** `aws:lambda/functionUrl` and the like; a function of ours has none. */
  readonly publicDoors: readonly string[];
}

/** A bucket, queue, table, topic or key: something with a policy of its own, or with the policy that AWS assumes. */
export interface AuditedResource {
  readonly kind: "bucket" | "queue" | "table" | "topic" | "key" | "other";
  readonly arn: string;
  readonly name: string;
  readonly urn: string;
  readonly region?: string | undefined;
  readonly policies: readonly SourcedPolicy[];
  /** Settings that belong to its protection, e.g. `publicAccessBlock: "on"`, `encryption: "AES256"`, `objectOwnership: "BucketOwnerEnforced"`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A place where the collection could not read, or did not know, a policy. The audit fails on each. */
export interface CoverageFault {
  readonly urn: string;
  readonly pointer: string;
  readonly source?: string | undefined;
  /** One sentence: what is there, and why it is not understood. */
  readonly why: string;
}

/** A document that another resource replaces as soon as that is made: it stands only until then, and decides nothing after. */
export interface ReplacedPolicy {
  readonly policy: SourcedPolicy;
  /** The URN of the resource that replaces it. */
  readonly by: string;
}

export interface Estate {
  readonly project: string;
  readonly stack: string;
  readonly partition: string;
  readonly homeRegion: string;
  readonly account: string;
  readonly roles: readonly AuditedRole[];
  readonly endpoints: readonly AuditedEndpoint[];
  readonly apis: readonly AuditedApi[];
  readonly functions: readonly AuditedFunction[];
  readonly resources: readonly AuditedResource[];
  readonly studio: AuditedStudio;
  /** Regions where images may go; empty without a pool. */
  readonly rekognition: {
    readonly regions: readonly string[];
    readonly allowedRegions: readonly string[];
    /** Where in the images bucket lies what callers may name (S3Object), by the functions' environment; empty while that is off. */
    readonly readablePrefixes?: readonly string[] | undefined;
    /** Where finished images are announced, by the function's environment; absent while that is nowhere. */
    readonly eventBusArn?: string | undefined;
    /** By Region, the actions that the functions are told to use there, as policies write them. */
    readonly operations?: Readonly<Partial<Record<string, readonly string[]>>> | undefined;
  };
  /** Whose tokens the API believes, and how people come by one; absent in estates without an authorizer of their own. */
  readonly signIn?: AuditedSignIn | undefined;
  /** Where code comes from, and what data could leave by. */
  readonly passages?: readonly AuditedPassage[] | undefined;
  /** How new versions come to their calls; empty or absent where an update gives them all. */
  readonly rollouts?: readonly AuditedRollout[] | undefined;
  /** Why alarms stop no rollout, by the stack's outputs; absent where they do. */
  readonly ignoredAlarms?: string | undefined;
  /** Of EventBridge, which puts what they match on a queue; absent where none is made. */
  readonly eventRules?: readonly { readonly name: string; readonly arn: string }[];
  /** Studio accounts' stacks that are given beside a gateway's; empty or absent: what they say is taken on trust. */
  readonly halves?: readonly Estate[] | undefined;
  /** Given beside the graph, or absent. */
  readonly organization?: AuditedOrganization | undefined;
  /** The same above accounts of halves that are met here. */
  readonly elsewhere?: readonly AccountAbove[] | undefined;
  readonly coverage: readonly CoverageFault[];
  /** Not among the policies of anything above. */
  readonly replaced?: readonly ReplacedPolicy[] | undefined;
}

/** The policies attached to one place on the way from an organisation's root to an account. */
export interface AuditedLevel {
  /** "root r-ab12", "organizational unit ou-ab12-workload", "account 111122223333". */
  readonly name: string;
  readonly policies: readonly SourcedPolicy[];
}

/** What stands above the account. It belongs to the organisation and not to the stack: no rule's "never" rests on it. */
export interface AuditedOrganization {
  /** "o-exampleorgid". */
  readonly id: string;
  /** As AWS writes it in aws:PrincipalOrgPaths: "o-exampleorgid/r-ab12/ou-ab12-workload/". */
  readonly path: string;
  /** Its users and roles, and its resources, no policy of the organisation restricts: then both lists are empty. */
  readonly isManagementAccount: boolean;
  /** From the root to the account; each level has to allow. */
  readonly scps: readonly AuditedLevel[];
  /** The same; empty where resource control policies are not enabled. */
  readonly rcps: readonly AuditedLevel[];
}

/** An account with what stands above it. */
export interface AccountAbove {
  readonly account: string;
  readonly organization: AuditedOrganization;
}

/** Every document of the estate, in a stable order. */
export function policiesOf(estate: Estate): readonly SourcedPolicy[] {
  return [
    ...estate.roles.flatMap(({ trust, identity }) => [trust, ...identity]),
    ...estate.endpoints.flatMap(({ policies }) => policies),
    ...estate.apis.flatMap(({ policies }) => policies),
    ...estate.functions.flatMap(({ permissions }) => permissions),
    ...estate.resources.flatMap(({ policies }) => policies),
  ];
}
