/** SageMaker's own name patterns: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html */

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
const DOMAIN_ID = /^d-(-*[a-z0-9]){1,61}$/;
const LONGEST = 63;

export function isProfileName(value: string): boolean {
  return value.length <= LONGEST && NAME.test(value);
}

export function isSpaceName(value: string): boolean {
  return value.length <= LONGEST && NAME.test(value);
}

export function isDomainId(value: string): boolean {
  return value.length <= LONGEST && DOMAIN_ID.test(value);
}
