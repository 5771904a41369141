import type { PolicyDocument } from "aws-lambda";
import type { ProfileEntry } from "../contract/caller";
import { type RouteRecord, ROUTES, withValues } from "../contract/routes";

/** API Gateway's limit for a resource in an authorizer's answer. */
const MAX_ARN_LENGTH = 512;

/** Partition, Region, account and API; then the stage. Nothing in it can be a wildcard. */
const METHOD_ARN = /^(arn:aws[a-z-]*:execute-api:[a-z0-9-]+:[0-9]{12}:[a-z0-9]+)\/([A-Za-z0-9_-]+)\/[A-Z]+(?:\/.*)?$/s;

/**
 * What the caller may invoke, as a closed set: Allow exactly these, Deny everything but these.
 *
 * The Deny is not redundant: for a caller about whom the authorizer is silent, the resource policy's own Allow counts.
 * And the set is built from the caller alone, never from the method asked for, so that the answer is right for every
 * route when API Gateway caches it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 *
 * @param methodArn the event's; only API and stage are taken from it
 * @param poolOperations the Rekognition operations that the caller may use, as they stand in paths
 * @throws Error when it is not the ARN of a method, or when a resource would be longer than API Gateway accepts
 */
export function policyFor(
  methodArn: string,
  entries: readonly ProfileEntry[],
  poolOperations: readonly string[] = [],
): PolicyDocument {
  const { api, stage } = parseMethodArn(methodArn);
  const own = Object.values(ROUTES).flatMap((route) =>
    ownPaths(route, entries, poolOperations).map((path) => `${api}/${stage}/${route.method}${path}`),
  );
  if (own.length === 0) return document([{ ...invoke("Deny"), Resource: [`${api}/*`] }]);
  const tooLong = own.some((arn) => arn.length > MAX_ARN_LENGTH);
  if (tooLong) throw new Error(`A resource of the caller is longer than ${MAX_ARN_LENGTH} characters.`);
  return document([
    { ...invoke("Allow"), Resource: own },
    { ...invoke("Deny"), NotResource: own },
  ]);
}

function parseMethodArn(methodArn: string): { api: string; stage: string } {
  const [, api, stage] = METHOD_ARN.exec(methodArn) ?? [];
  if (api === undefined || stage === undefined) throw new Error("The event's methodArn is not the ARN of a method.");
  return { api, stage };
}

/** A route's paths that are the caller's. Names are checked before: none can hold `*`, `?`, `/` or `$`. */
function ownPaths(
  { path, whoMay }: RouteRecord,
  entries: readonly ProfileEntry[],
  operations: readonly string[],
): string[] {
  switch (whoMay) {
    case "profile-holders":
      return entries.length === 0 ? [] : [withValues(path, {})];
    case "profile-owner":
      return entries.map(({ domainId, userProfileName }) => withValues(path, { domainId, userProfileName }));
    case "pool-members":
      // A path without an operation in it is the same for each of them.
      return [...new Set(operations.map((operation) => withValues(path, { operation, ...ANY_IMAGE })))];
  }
}

/** Whose image an id names is known to the table only: the function refuses another uploader's. */
const ANY_IMAGE = { imageId: "*" };

function invoke<E extends "Allow" | "Deny">(effect: E): { Effect: E; Action: string } {
  return { Effect: effect, Action: "execute-api:Invoke" };
}

function document(statements: PolicyDocument["Statement"]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
