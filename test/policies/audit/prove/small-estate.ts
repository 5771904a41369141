import type { PolicyDocument, Statement } from "../../../../policies/document";
import type {
  AuditedApi,
  AuditedEndpoint,
  AuditedResource,
  AuditedRole,
  Estate,
  SourcedPolicy,
} from "../../../../policies/audit/estate";

/** An estate small enough to be written by hand; case by case its parts are replaced. */
export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";
export const PROFILES = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:user-profile`;
export const BUCKET = "arn:aws:s3:::images";
export const OUR_SAGEMAKER = "vpce-05a5a5a5a5a5a5a5a";
export const OUR_S3 = "vpce-0535353535353535c";
export const OUR_STS = "vpce-0575757575757575c";
export const FOREIGN = "vpce-0ffffffffffffffff";

export function sourced(name: string, ...statements: readonly Statement[]): SourcedPolicy {
  const document: PolicyDocument = { Version: "2012-10-17", Statement: statements };
  return { name, document, urn: `urn:${name}`, pointer: "/policy", origin: "program" };
}

export const OPEN: Statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

export function role(name: string, ...statements: readonly Statement[]): AuditedRole {
  return {
    arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    name,
    urn: `urn:${name}`,
    purpose: "other",
    usedBy: [],
    tags: {},
    trust: sourced(`trust of ${name}`),
    identity: [sourced(`identity of ${name}`, ...statements)],
  };
}

export function trusting(audited: AuditedRole, ...statements: readonly Statement[]): AuditedRole {
  return { ...audited, trust: sourced(`trust of ${audited.name}`, ...statements) };
}

export function endpoint(id: string, service: string, ...statements: readonly Statement[]): AuditedEndpoint {
  return {
    id,
    name: service,
    urn: `urn:${id}`,
    service,
    kind: "Interface",
    region: REGION,
    vpcId: "vpc-0123456789abcdef0",
    policies: [sourced(`policy of ${service}`, ...(statements.length > 0 ? statements : [OPEN]))],
  };
}

export function held(kind: AuditedResource["kind"], arn: string, ...statements: readonly Statement[]): AuditedResource {
  const policies = statements.length > 0 ? [sourced(`policy of ${arn}`, ...statements)] : [];
  return { kind, arn, name: arn, urn: `urn:${arn}`, policies, facts: {} };
}

export function api(id: string, ...statements: readonly Statement[]): AuditedApi {
  return {
    id,
    name: id,
    urn: `urn:${id}`,
    executionArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${id}`,
    stages: ["live"],
    endpointTypes: ["PRIVATE"],
    endpointIds: [],
    policies: statements.length > 0 ? [sourced(`policy of ${id}`, ...statements)] : [],
    methods: [],
    authorizers: [],
    domainNames: [],
  };
}

export function estate(parts: Partial<Estate> = {}): Estate {
  return {
    project: "small",
    stack: "test",
    partition: "aws",
    homeRegion: REGION,
    account: ACCOUNT,
    roles: [],
    endpoints: [endpoint(OUR_SAGEMAKER, "sagemaker.api"), endpoint(OUR_S3, "s3")],
    apis: [],
    functions: [],
    resources: [],
    studio: { domainId: "d-aaaa11112222", profiles: [] },
    rekognition: { regions: [], allowedRegions: [] },
    coverage: [],
    ...parts,
  };
}
