/** What people do with their own apps and spaces in Studio: the same lists for the role, and for the endpoints in its way. */

export const CHANGING_APPS = ["sagemaker:CreateApp", "sagemaker:DeleteApp"] as const;

/** Of these AWS says whose app or space it is: `sagemaker:OwnerUserProfileArn`. */
export const CHANGING_APPS_AND_SPACES = [
  ...CHANGING_APPS,
  "sagemaker:CreateSpace",
  "sagemaker:UpdateSpace",
  "sagemaker:DeleteSpace",
] as const;

/** Of these it does not, so a condition on the owner would never hold. */
export const DESCRIBING_APPS_AND_SPACES = ["sagemaker:DescribeApp", "sagemaker:DescribeSpace"] as const;

export const APP_AND_SPACE_ACTIONS = [...CHANGING_APPS_AND_SPACES, ...DESCRIBING_APPS_AND_SPACES] as const;
