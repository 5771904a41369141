import { policyFor } from "../../functions/authorizer/policy";
import { apiGatewayLoggingTrust } from "../../policies/api-gateway-logging-trust";
import type { Place } from "../../policies/arns";
import { type PolicyDocument, policyDocument } from "../../policies/document";
import { closedEndpointPolicy, executeApiEndpointPolicy } from "../../policies/endpoints/execute-api";
import { rolloutRolePolicy, rolloutRoleTrust } from "../../policies/rollout/codedeploy-role";
import { smokeTestPolicy } from "../../policies/rollout/smoke-test-role";
import { s3EndpointPolicy } from "../../policies/endpoints/s3";
import { sagemakerApiEndpointPolicy } from "../../policies/endpoints/sagemaker-api";
import { studioEndpointPolicy } from "../../policies/endpoints/studio";
import { logsEndpointPolicy, sagemakerRuntimeEndpointPolicy } from "../../policies/endpoints/studio-runtime";
import { stsEndpointPolicy } from "../../policies/endpoints/sts";
import { functionInVpcPolicy, functionLogPolicy, functionRoleTrust } from "../../policies/function-role";
import { mintingRolePolicy, mintingRolePolicyForProfile } from "../../policies/minting-role";
import { mintingRoleTrust, mintingRoleTrustForProfile } from "../../policies/minting-role-trust";
import { cutOffPolicy, cutOffWholeRole } from "../../policies/operator/cut-off";
import { ingestStatusPolicy } from "../../policies/operator/ingest-status";
import { mappingPermissions } from "../../policies/operator/mapping-permissions";
import { emptyStudioPolicy } from "../../policies/operator/empty-studio";
import { readBackPolicy } from "../../policies/operator/read-back";
import { authorizerInVpcPolicy, authorizerOutsideVpcPolicy } from "../../policies/people-table";
import { privateApiResourcePolicy } from "../../policies/private-api-resource";
import { workstationPolicy, workstationTrust } from "../../policies/sandbox/workstation-role";
import { mintingRoleArnsIn } from "../../policies/accounts/studio-accounts";
import { studioDefaultRolePolicy } from "../../policies/studio-default-role";
import {
  studioDefaultRoleTrust,
  studioExecutionRolePolicy,
  studioExecutionRoleTrust,
} from "../../policies/studio-execution-role";
import { studioUrlFunctionPolicy } from "../../policies/studio-url-function";
import { dataKeyDocuments, dataKeyIn } from "./data-key-documents";
import { monitoringDocuments } from "./monitoring-documents";
import { studioAppDocuments } from "./studio-app-documents";
import { DYNAMODB, PEOPLE_TABLE, poolDocuments } from "./pool-documents";

/** The example stack: one domain, alice and bob, an endpoint of each kind. Case files write these ids. */
const REGION = "eu-central-1";
const ACCOUNT = "111122223333";
const DOMAIN = "d-aaaa11112222";
/** Rows of the mapping table may name profiles of this one, too. */
const FURTHER_DOMAIN = "d-ffff77778888";
/** A domain in another account, where the role that makes its URLs asks for external id and organisation. */
const ELSEWHERE = {
  accountId: "444455556666",
  domainId: "d-eeee55556666",
  mintingRoleName: "private-ml-gateway-minting",
};
const GUARD = { externalId: "gateway-1", organizationId: "o-exampleorgid" };
const API_ID = "a1b2c3d4e5";
const STAGE = "live";
const EXECUTE_API = "vpce-0e0e0e0e0e0e0e0e0";
const STS = "vpce-0575757575757575c";
const S3 = "vpce-0535353535353535c";
const MINTING_ENDPOINTS = {
  sagemakerApiEndpointId: "vpce-05a5a5a5a5a5a5a5a",
  studioEndpointId: "vpce-05d5d5d5d5d5d5d5d",
};
const PATHS = { mintingRolePath: "/gateway/dev/minting/", executionRolePath: "/gateway/dev/studio-execution/" };
const ALICES_SESSIONS = { sourceIdentity: "a".repeat(43), sessionName: `studio-url-${"a".repeat(32)}` };
const BUCKETS = ["corp-lab-data"];

/**
 * The documents that case files may name with `"document": "<name>"`: what our builders return for the example
 * stack's arguments, and AWS managed policies that somebody may attach beside ours.
 */
export function shippedDocuments(partition: string): Readonly<Record<string, PolicyDocument>> {
  const place: Place = { partition, region: REGION, account: ACCOUNT };
  const smokeTestArn = `arn:${partition}:lambda:${REGION}:${ACCOUNT}:function:smoke-test-1a2b3c4`;
  const apiExecutionArn = `arn:${partition}:execute-api:${REGION}:${ACCOUNT}:${API_ID}`;
  const functionRoleArn = `arn:${partition}:iam::${ACCOUNT}:role/studio-url-role`;
  const logGroupArn = `arn:${partition}:logs:${REGION}:${ACCOUNT}:log-group:studio-url-log`;
  const mintingRoleArn = `arn:${partition}:iam::${ACCOUNT}:role${PATHS.mintingRolePath}minting`;
  const ofDomains = { domainId: DOMAIN, furtherDomainIds: [FURTHER_DOMAIN] };
  const rows = {
    tableArn: `arn:${partition}:dynamodb:${REGION}:${ACCOUNT}:table/${PEOPLE_TABLE}`,
    dynamodbEndpointId: DYNAMODB,
  };
  const accounts = [ELSEWHERE];
  const otherMintingRoleArns = mintingRoleArnsIn(place, accounts);
  const alice = { domainId: DOMAIN, userProfileName: "alice" };
  return {
    "private-api-resource": privateApiResourcePolicy({ apiExecutionArn, executeApiEndpointId: EXECUTE_API }),
    "authorizer-for-alice": authorizerAnswer(`${apiExecutionArn}/${STAGE}/GET/v1/studio/profiles`, [alice]),
    "authorizer-for-nobody": authorizerAnswer(`${apiExecutionArn}/${STAGE}/GET/v1/studio/profiles`, []),
    "minting-role": mintingRolePolicy(place, MINTING_ENDPOINTS),
    "minting-role-of-alice": mintingRolePolicyForProfile(place, MINTING_ENDPOINTS, alice),
    "minting-role-trust": mintingRoleTrust({ functionRoleArn, ...ofDomains }),
    "minting-role-trust-of-another-account": mintingRoleTrust({
      functionRoleArn,
      domainId: ELSEWHERE.domainId,
      guard: GUARD,
    }),
    "minting-role-of-alice-trust": mintingRoleTrustForProfile({ functionRoleArn }),
    "studio-url-function": studioUrlFunctionPolicy({
      mintingRoleArn,
      otherMintingRoleArns,
      stsEndpointId: STS,
      tagsSessions: true,
      rows,
    }),
    "authorizer-in-vpc-reads-rows": authorizerInVpcPolicy(rows),
    "authorizer-outside-vpc-reads-rows": authorizerOutsideVpcPolicy({
      tableArn: rows.tableArn,
      dataKey: dataKeyIn(place),
      functionArn: `arn:${partition}:lambda:${REGION}:${ACCOUNT}:function:authorizer-1a2b3c4`,
      isTraced: false,
    }),
    "function-in-vpc": functionInVpcPolicy({ logGroupArn, isTraced: true }),
    "function-outside-vpc": functionLogPolicy({ logGroupArn, isTraced: false }),
    "function-role-trust": functionRoleTrust(),
    "execution-role-of-alice": studioExecutionRolePolicy(place, alice, MINTING_ENDPOINTS, {
      buckets: BUCKETS,
      s3EndpointId: S3,
    }),
    "execution-role-of-alice-trust": studioExecutionRoleTrust(place, "alice"),
    "studio-default-role": studioDefaultRolePolicy(),
    "studio-default-role-trust": studioDefaultRoleTrust(place),
    "operator-empties-studio": emptyStudioPolicy(place, { domainId: DOMAIN }),
    "operator-counts-images": ingestStatusPolicy(place, {
      queue: "new-images-1",
      failedQueue: "new-images-failed-1",
      resultsTable: "image-results-1",
    }),
    "operator-reads-back": readBackPolicy(place, {
      apiIds: ["abcdef1234"],
      roleArns: ["studio-url-role-1", "private-ml-gateway/dev/studio-execution/*"].map(
        (name) => `arn:${partition}:iam::${ACCOUNT}:role/${name}`,
      ),
      functions: ["studio-url-1a2b3c4"],
      regions: [REGION, "eu-west-1"],
      buckets: ["images-1"],
      queues: ["new-images-1"],
      tables: ["image-results-1"],
    }),
    "operator-maps-people": mappingPermissions(place, { ...PATHS, domainIds: [DOMAIN], mappingTable: "mapping-1" }),
    "alice-is-cut-off": cutOffPolicy(place, { sessions: ALICES_SESSIONS, profiles: [alice] }),
    "role-of-alice-is-cut-off": cutOffWholeRole(),
    "api-gateway-logging-trust": apiGatewayLoggingTrust(),
    "workstation-role": workstationPolicy(),
    "workstation-role-trust": workstationTrust(),
    "rollout-role-trust": rolloutRoleTrust(place),
    "rollout-role": rolloutRolePolicy(place, {
      functionArns: ["authorizer", "studio-url"].map(
        (name) => `arn:${partition}:lambda:${REGION}:${ACCOUNT}:function:${name}-1a2b3c4`,
      ),
      smokeTestArn,
    }),
    "smoke-test-role": smokeTestPolicy(place, {
      functionArn: smokeTestArn,
      versionArns: [`arn:${partition}:lambda:${REGION}:${ACCOUNT}:function:studio-url-1a2b3c4:7`],
      applicationName: "private-ml-gateway-dev",
      groups: ["studio-url"],
    }),
    "execute-api-endpoint": executeApiEndpointPolicy({
      apiExecutionArn,
      stage: STAGE,
      methods: [
        { method: "GET", path: "/v1/studio/profiles" },
        { method: "OPTIONS", path: "/v1/studio/profiles" },
        { method: "POST", path: "/v1/studio/domains/*/profiles/*/presigned-url" },
        { method: "OPTIONS", path: "/v1/studio/domains/*/profiles/*/presigned-url" },
      ],
    }),
    "closed-endpoint": closedEndpointPolicy(),
    "sagemaker-api-endpoint": sagemakerApiEndpointPolicy(place, { ...PATHS, ...ofDomains, accounts }),
    "studio-endpoint": studioEndpointPolicy(place, { ...ofDomains, accounts }),
    "sts-endpoint": stsEndpointPolicy(place, { ...PATHS, functionRoleArn, otherMintingRoleArns }),
    "s3-endpoint": s3EndpointPolicy(place, { ...PATHS, dataBuckets: BUCKETS }),
    "s3-endpoint-without-buckets": s3EndpointPolicy(place, { ...PATHS, dataBuckets: [] }),
    "sagemaker-runtime-endpoint": sagemakerRuntimeEndpointPolicy(place, PATHS),
    "logs-endpoint": logsEndpointPolicy(place, PATHS),
    ...poolDocuments(place, PATHS),
    ...studioAppDocuments(place, PATHS),
    ...monitoringDocuments(place),
    ...dataKeyDocuments(place),
    ...attachedByOthers(),
  };
}

export const SHIPPED_DOCUMENTS = shippedDocuments("aws");

/** Documents that somebody else may attach; no case file has to show what they refuse. */
export function attachedByOthers(): Record<string, PolicyDocument> {
  return {
    // Broader than the real one, which lets through less: what holds beside this holds beside that.
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
    "amazon-sagemaker-full-access": policyDocument({ Effect: "Allow", Action: "sagemaker:*", Resource: "*" }),
    "administrator-access": policyDocument({ Effect: "Allow", Action: "*", Resource: "*" }),
    "full-access-endpoint": policyDocument({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
  };
}

function authorizerAnswer(methodArn: string, profiles: readonly { domainId: string; userProfileName: string }[]) {
  const limits = { urlSeconds: 60, urlMaxSeconds: 300, sessionMaxSeconds: 3600, landingUris: [], spaces: [] };
  return policyFor(
    methodArn,
    profiles.map((profile) => ({ ...profile, limits })),
  ) as unknown as PolicyDocument;
}
