/** Prints the policy that the operator needs for these commands. */
export const PERMISSIONS_COMMAND = "npm run mapping -- permissions";
