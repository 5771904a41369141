/** The ARNs our policies name. Formats: https://docs.aws.amazon.com/service-authorization/latest/reference/ */

/** Where the gateway stands. Partition, Region and account are always part of an ARN, never a wildcard. */
export interface Place {
  /** "aws", "aws-cn" or "aws-us-gov". */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** `*` as domain or profile makes a pattern; only endpoint policies, which see requests already narrowed by a role, use one. */
export function userProfileArn(place: Place, domainId: string, userProfileName: string): string {
  return sagemakerArn(place, `user-profile/${domainId}/${userProfileName}`);
}

export function domainArn(place: Place, domainId: string): string {
  return sagemakerArn(place, `domain/${domainId}`);
}

/** Every app of a domain, or of one owner in it: an app's path is domain, profile or space, type, name. */
export function appArns(place: Place, domainId: string, owner = "*"): string {
  return sagemakerArn(place, `app/${domainId}/${owner}/*`);
}

export function spaceArns(place: Place, domainId: string): string {
  return sagemakerArn(place, `space/${domainId}/*`);
}

export function sagemakerArn(place: Place, resource: string): string {
  return `arn:${place.partition}:sagemaker:${place.region}:${place.account}:${resource}`;
}

/** Roles under one IAM path, e.g. `/private-ml-gateway/dev/studio-execution/`. */
export function roleArnsUnder(place: Place, rolePath: string): string {
  return `${rolesBeginWith(place, rolePath)}*`;
}

/** What the ARNs of those roles begin with. */
export function rolesBeginWith(place: Place, rolePath: string): string {
  return `arn:${place.partition}:iam::${place.account}:role${rolePath}`;
}

/** An API method as execute-api policies name it; `path` starts with a slash. */
export function methodArn(apiExecutionArn: string, stage: string, method: string, path: string): string {
  return `${apiExecutionArn}/${stage}/${method}${path}`;
}

/** @param resource behind the account, e.g. `project/*` */
export function rekognitionArn(place: Place, resource: string): string {
  return `arn:${place.partition}:rekognition:${place.region}:${place.account}:${resource}`;
}

export function tableArn(place: Place, name: string): string {
  return `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${name}`;
}

export function functionArn(place: Place, name: string): string {
  return `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}`;
}

export function logGroupArn(place: Place, name: string): string {
  return `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${name}`;
}

/** @param name "default" is the bus that every account has */
export function eventBusArn(place: Place, name: string): string {
  return `arn:${place.partition}:events:${place.region}:${place.account}:event-bus/${name}`;
}

export function queueArn(place: Place, name: string): string {
  return `arn:${place.partition}:sqs:${place.region}:${place.account}:${name}`;
}
