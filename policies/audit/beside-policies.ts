/** What the audit looks at beside policies: whose tokens are believed, and by which settings code comes in and data goes out. */

export interface AuditedAlias {
  /** The function's ARN with the alias behind it. */
  readonly arn: string;
  readonly name: string;
  readonly urn: string;
  /** "1", or "$LATEST", which every update changes at once. */
  readonly version: string;
  /** Whether the program itself sends a share of the calls to another version. */
  readonly isSplit: boolean;
}

/** A Studio domain in another account: of the role there the estate has the name and nothing else. */
export interface AuditedStudioAccount {
  readonly accountId: string;
  readonly domainId: string;
  readonly mintingRoleArn: string;
  /** What the function sends along. */
  readonly externalId?: string | undefined;
}

/** What a Studio account's stack says of the gateway that makes its URLs. */
export interface AuditedGateway {
  readonly accountId: string;
  readonly functionRoleArn: string;
  readonly sagemakerApiEndpointId: string;
  readonly studioEndpointId: string;
  readonly externalId?: string | undefined;
  readonly organizationId?: string | undefined;
}

/** What one authorizer believes, by its function's environment. */
export interface TrustedTokens {
  readonly functionName: string;
  readonly urn: string;
  readonly source?: string | undefined;
  readonly issuer: string;
  /** A URL, or "pinned: " and the ids of the keys. */
  readonly keys: string;
  readonly clientIds: readonly string[];
  /** "" when none is asked for. */
  readonly scope: string;
  readonly algorithms: readonly string[];
  /** Where in a token is what, as JSON. */
  readonly shape: string;
}

export interface AuditedPool {
  readonly urn: string;
  readonly source?: string | undefined;
  readonly name: string;
  readonly issuer: string;
  readonly selfSignUp: boolean;
  /** Functions that Cognito asks, by trigger. */
  readonly triggers: readonly string[];
  readonly isCaseSensitive: boolean;
}

export interface AuditedClient {
  readonly id: string;
  readonly urn: string;
  readonly source?: string | undefined;
  readonly name: string;
  readonly oauthFlows: readonly string[];
  readonly authFlows: readonly string[];
  readonly callbacks: readonly string[];
  readonly signOuts: readonly string[];
  readonly providers: readonly string[];
  readonly scopes: readonly string[];
}

export interface AuditedProvider {
  readonly urn: string;
  readonly source?: string | undefined;
  readonly name: string;
  /** Type, and where it says who people are: "SAML https://…", "OIDC https://…". */
  readonly from: string;
}

export interface AuditedSignIn {
  readonly trusted: readonly TrustedTokens[];
  readonly pools: readonly AuditedPool[];
  readonly clients: readonly AuditedClient[];
  readonly providers: readonly AuditedProvider[];
  /** What the stack's outputs say that config asked for. */
  readonly declared: {
    readonly issuer: string;
    readonly keySetUrl: string;
    readonly clientIds: readonly string[];
    readonly scopes: readonly string[];
    readonly callbacks: readonly string[];
    readonly signOuts: readonly string[];
    readonly providers: readonly string[];
  };
}

/** A place in a resource's inputs by which code could come in, or data go out. */
export interface AuditedPassage {
  readonly urn: string;
  readonly source?: string | undefined;
  readonly pointer: string;
  /** A sentence of what has to be so. */
  readonly claim: string;
  readonly holds: boolean;
  /** What is there instead. */
  readonly why: string;
  /** Id of the declared exception that it rests on; see policies/audit/exceptions.ts. */
  readonly exception?: string | undefined;
}

/** A deployment group of CodeDeploy's: how one function's new version comes to its calls, and what takes it back. */
export interface AuditedRollout {
  readonly name: string;
  readonly urn: string;
  readonly source?: string | undefined;
  /** `arn:…:codedeploy:<region>:<account>:deploymentgroup:<application>/<group>`. */
  readonly arn: string;
  readonly applicationArn: string;
  readonly roleArn: string;
  /** Logical names of the alarms of this stack that it watches, and what it names beside them. */
  readonly alarms: readonly string[];
  readonly unknownAlarms: readonly string[];
  /** false: it looks at none of them, which config says by `ignoreAlarms`. */
  readonly heedsAlarms: boolean;
  /** "DEPLOYMENT_FAILURE" and the like; empty where nothing takes a version back. */
  readonly takenBackOn: readonly string[];
  /** Whether versions stand beside each other and traffic moves between them: "BLUE_GREEN", "WITH_TRAFFIC_CONTROL". */
  readonly shiftsTraffic: boolean;
}
