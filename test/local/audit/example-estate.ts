import type { Estate, SourcedPolicy } from "../../../policies/audit/estate";
import type { PolicyDocument } from "../../../policies/document";
import { shippedDocuments } from "../../policies/shipped-documents";

/** A small stack by hand: one API, two roles, one endpoint. */

const documents = shippedDocuments("aws");
export const ARN = "arn:aws:iam::111122223333:role/";
export const PROFILE = "arn:aws:sagemaker:eu-central-1:111122223333:user-profile/d-aaaa11112222/alice";

function policy(name: string, type: string, document: string, source: string, pointer = "/policy"): SourcedPolicy {
  return {
    name,
    document: documents[document] as PolicyDocument,
    urn: urn(type, name),
    pointer,
    source,
    origin: "program",
  };
}

export function urn(type: string, name: string): string {
  return `urn:pulumi:dev::private-ml-gateway::${type}::${name}`;
}

export const apiPolicy = policy(
  "api-resource-policy",
  "aws:apigateway/restApiPolicy:RestApiPolicy",
  "private-api-resource",
  "infra/private-api/private-api.ts:87",
);
export const mintingPolicy = policy(
  "minting-policy",
  "aws:iam/rolePolicy:RolePolicy",
  "minting-role",
  "infra/studio/minting-roles.ts:81",
);
export const mintingTrust = policy(
  "minting",
  "aws:iam/role:Role",
  "minting-role-trust",
  "infra/studio/minting-roles.ts:71",
  "/assumeRolePolicy",
);
export const functionPolicy = policy(
  "studio-url-policy",
  "aws:iam/rolePolicy:RolePolicy",
  "studio-url-function",
  "infra/functions/studio-url.ts:24",
);
const functionTrust = policy(
  "studio-url-role",
  "aws:iam/role:Role",
  "function-role-trust",
  "infra/functions/function-role.ts:28",
  "/assumeRolePolicy",
);
const studioEndpoint = policy(
  "endpoints-studio",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "studio-endpoint",
  "infra/network/interface-endpoint.ts:48",
);

export const estate: Estate = {
  project: "private-ml-gateway",
  stack: "dev",
  partition: "aws",
  homeRegion: "eu-central-1",
  account: "111122223333",
  roles: [
    {
      arn: `${ARN}minting`,
      name: "minting",
      urn: mintingTrust.urn,
      purpose: "minting",
      usedBy: [],
      tags: {},
      trust: mintingTrust,
      identity: [mintingPolicy],
    },
    {
      arn: `${ARN}studio-url-role`,
      name: "studio-url-role",
      urn: functionTrust.urn,
      purpose: "function",
      usedBy: ["studio-url"],
      tags: {},
      trust: functionTrust,
      identity: [functionPolicy],
    },
  ],
  endpoints: [
    {
      id: "vpce-05d5d5d5d5d5d5d5d",
      name: "endpoints-studio",
      urn: studioEndpoint.urn,
      service: "studio",
      kind: "Interface",
      region: "eu-central-1",
      vpcId: "vpc-0",
      policies: [studioEndpoint],
    },
  ],
  apis: [
    {
      id: "a1b2c3d4e5",
      name: "api",
      urn: urn("aws:apigateway/restApi:RestApi", "api"),
      executionArn: "arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5",
      stages: ["live"],
      endpointTypes: ["PRIVATE"],
      endpointIds: [],
      policies: [apiPolicy],
      methods: [],
      authorizers: [],
      domainNames: [],
    },
  ],
  functions: [],
  resources: [],
  studio: { domainId: "d-aaaa11112222", profiles: [] },
  rekognition: { regions: [], allowedRegions: [] },
  coverage: [],
};
