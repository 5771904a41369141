import * as aws from "./aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../policies/arns";
import { toPolicyJson } from "../policies/document";
import { ecrApiEndpointPolicy, ecrRegistryEndpointPolicy } from "../policies/endpoints/container-images";
import { dynamodbEndpointPolicy } from "../policies/endpoints/dynamodb";
import { closedEndpointPolicy, executeApiEndpointPolicy } from "../policies/endpoints/execute-api";
import { s3EndpointPolicy } from "../policies/endpoints/s3";
import { sagemakerApiEndpointPolicy } from "../policies/endpoints/sagemaker-api";
import { studioEndpointPolicy } from "../policies/endpoints/studio";
import { licenseManagerEndpointPolicy } from "../policies/endpoints/r-studio";
import { logsEndpointPolicy, sagemakerRuntimeEndpointPolicy } from "../policies/endpoints/studio-runtime";
import { stsEndpointPolicy } from "../policies/endpoints/sts";
import { mintingRoleArnsIn, type StudioAccount } from "../policies/accounts/studio-accounts";
import { rolePaths } from "./names";
import type { EndpointPolicies } from "./network/vpc-endpoints";
import { policyText } from "./place";
import { repositoryOf } from "./studio/images/custom-images";
import type { RekognitionPool } from "./rekognition/pool";
import { pathPattern, type Route } from "./private-api/routes";

export interface EndpointPolicyNames {
  readonly place: pulumi.Output<Place>;
  readonly domainId: pulumi.Input<string>;
  readonly functionRoleArn: pulumi.Input<string>;
  /** A domain made here needs two endpoints more. */
  readonly runsStudioApps: boolean;
  readonly dataBuckets: readonly string[];
  /** Images from ECR that apps here start with. */
  readonly baseImages: readonly string[];
  /** RStudio's server runs in this VPC. */
  readonly hasRStudio: boolean;
  /** Absent while there is no Rekognition pool. */
  readonly images: RekognitionPool["images"] | undefined;
  readonly results: RekognitionPool["resultsUsers"] | undefined;
  /** Of table mode; absent in claim mode. */
  readonly rows:
    { readonly tableArn: pulumi.Input<string>; readonly functionRoleArns: pulumi.Input<string>[] } | undefined;
  /** Domains that rows may name beside the stack's own. */
  readonly furtherDomainIds: readonly string[];
  /** Domains in other accounts. */
  readonly accounts: readonly StudioAccount[];
}

/** The policy of every endpoint as it is created. The execute-api endpoint stays closed until the API exists. */
export function endpointPolicies(names: EndpointPolicyNames): EndpointPolicies {
  const paths = { mintingRolePath: rolePaths().minting, executionRolePath: rolePaths().execution };
  const { place, domainId, functionRoleArn, furtherDomainIds, accounts } = names;
  const server = names.hasRStudio ? { rStudioRolePath: rolePaths().rStudio } : undefined;
  return {
    executeApi: toPolicyJson(closedEndpointPolicy()),
    sagemakerApi: policyText({ place, domainId }, (known) =>
      sagemakerApiEndpointPolicy(known.place, {
        ...paths,
        ...server,
        domainId: known.domainId,
        furtherDomainIds,
        accounts,
      }),
    ),
    studio: policyText({ place, domainId }, (known) =>
      studioEndpointPolicy(known.place, { domainId: known.domainId, furtherDomainIds, accounts }),
    ),
    sts: policyText({ place, functionRoleArn }, (known) =>
      stsEndpointPolicy(known.place, {
        ...paths,
        functionRoleArn: known.functionRoleArn,
        otherMintingRoleArns: mintingRoleArnsIn(known.place, accounts),
      }),
    ),
    s3: policyText({ place, images: names.images }, (known) =>
      s3EndpointPolicy(known.place, {
        ...paths,
        dataBuckets: names.dataBuckets,
        images: known.images,
        readsLayers: names.runsStudioApps && names.baseImages.length > 0,
      }),
    ),
    ...(names.rows && { dynamodb: policyText({ results: names.results, rows: names.rows }, dynamodbEndpointPolicy) }),
    ...(names.runsStudioApps && appsPolicies(place, { ...paths, ...server })),
    ...(names.runsStudioApps && names.baseImages.length > 0 && containerImagePolicies(names)),
    ...(server && licencePolicies(place, server)),
  };
}

function appsPolicies(
  place: pulumi.Output<Place>,
  paths: { readonly executionRolePath: string; readonly rStudioRolePath?: string },
) {
  return {
    sagemakerRuntime: policyText(place, (known) => sagemakerRuntimeEndpointPolicy(known, paths)),
    logs: policyText(place, (known) => logsEndpointPolicy(known, paths)),
  };
}

function licencePolicies(place: pulumi.Output<Place>, server: { readonly rStudioRolePath: string }) {
  return { licenseManager: policyText(place, (known) => licenseManagerEndpointPolicy(known, server)) };
}

function containerImagePolicies({ place, baseImages }: EndpointPolicyNames) {
  const namesIn = (known: Place) => ({
    imageRolePath: rolePaths().images,
    repositories: [...new Set(baseImages.map((image) => repositoryOf(known, image)))],
  });
  return {
    ecrApi: policyText(place, (known) => ecrApiEndpointPolicy(known, namesIn(known))),
    ecrRegistry: policyText(place, (known) => ecrRegistryEndpointPolicy(known, namesIn(known))),
  };
}

/** Opens the execute-api endpoint to our API's methods, once both exist. */
export function openExecuteApiEndpoint(
  name: string,
  args: {
    readonly region: string;
    readonly endpoint: aws.ec2.VpcEndpoint;
    readonly api: aws.apigateway.RestApi;
    readonly stage: string;
    readonly routes: readonly Route[];
  },
): aws.ec2.VpcEndpointPolicy {
  const methods = args.routes.flatMap(({ method, path }) => [
    { method, path: pathPattern(path) },
    { method: "OPTIONS", path: pathPattern(path) },
  ]);
  const policy = policyText({ apiExecutionArn: args.api.executionArn }, ({ apiExecutionArn }) =>
    executeApiEndpointPolicy({ apiExecutionArn, stage: args.stage, methods }),
  );
  return new aws.ec2.VpcEndpointPolicy(
    name,
    { region: args.region, vpcEndpointId: args.endpoint.id, policy },
    // On its way to deletion a policy would first be reset to AWS's default, full access; the endpoint is to go closed.
    { parent: args.endpoint, retainOnDelete: true },
  );
}
