import { asRecord } from "../graph/graph-index";

/** A parameter is not what SageMaker's model allows; the message is in the service's own form. */
export class ValidationError extends Error {}

export interface ProfileName {
  readonly domainId: string;
  readonly userProfileName: string;
}

export interface PresignedUrlParameters extends ProfileName {
  readonly expiresInSeconds: number;
  readonly sessionSeconds: number;
  readonly spaceName?: string;
  readonly landingUri?: string;
}

export const DOMAIN_ID = /^d-(-*[a-z0-9]){1,61}$/;
export const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
const MAX_LANDING_URI = 1023;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeUserProfile.html */
export function readProfileName(body: string): ProfileName & { readonly input: Readonly<Record<string, unknown>> } {
  const input = readJson(body);
  return {
    domainId: text(input, "DomainId", DOMAIN_ID, 63),
    userProfileName: text(input, "UserProfileName", NAME, 63),
    input,
  };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html */
export function readPresignedUrl(body: string): PresignedUrlParameters {
  const { input, ...profile } = readProfileName(body);
  return {
    ...profile,
    expiresInSeconds: integer(input, "ExpiresInSeconds", 5, 300, 300),
    sessionSeconds: integer(input, "SessionExpirationDurationInSeconds", 1800, 43_200, 43_200),
    ...(input["SpaceName"] !== undefined && { spaceName: text(input, "SpaceName", NAME, 63) }),
    ...(input["LandingUri"] !== undefined && { landingUri: text(input, "LandingUri", /^[^]*$/, MAX_LANDING_URI) }),
  };
}

export function readJson(body: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(body));
  } catch {
    throw new ValidationError("The request body is not JSON.");
  }
}

export function text(input: Readonly<Record<string, unknown>>, name: string, pattern: RegExp, longest: number): string {
  const value = input[name];
  if (typeof value === "string" && value.length <= longest && pattern.test(value)) return value;
  throw invalid(
    name,
    `Member must satisfy regular expression pattern: ${pattern.source} and have length less than or equal to ${longest}`,
  );
}

export function integer(
  input: Readonly<Record<string, unknown>>,
  name: string,
  smallest: number,
  largest: number,
  absent: number,
): number {
  const value = input[name] ?? absent;
  if (typeof value === "number" && Number.isInteger(value) && value >= smallest && value <= largest) return value;
  throw invalid(name, `Member must have value between ${smallest} and ${largest}`);
}

export function invalid(name: string, constraint: string): ValidationError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new ValidationError(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
