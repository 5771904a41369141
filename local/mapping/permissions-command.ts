/** What prints the policy that whoever runs these commands needs. */
export const PERMISSIONS_COMMAND = "npm run mapping -- permissions";
