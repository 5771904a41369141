/** What people do with their own apps and spaces in Studio: the same list for the role, and for the endpoints in its way. */

export const APP_ACTIONS = ["sagemaker:CreateApp", "sagemaker:DeleteApp", "sagemaker:DescribeApp"] as const;

export const APP_AND_SPACE_ACTIONS = [
  ...APP_ACTIONS,
  "sagemaker:CreateSpace",
  "sagemaker:UpdateSpace",
  "sagemaker:DeleteSpace",
  "sagemaker:DescribeSpace",
] as const;
