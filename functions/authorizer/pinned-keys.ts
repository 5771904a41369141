/** The authorizer with the key set in its configuration. It runs inside the VPC and has no way out. */
import { profilesByClaim } from "./decide";
import { pinnedAuthorizer } from "./pinned-authorizer";

export const handler = pinnedAuthorizer((settings) => (token) => profilesByClaim(token, settings));
