/** The authorizer that fetches the provider's key set. It runs outside the VPC and reaches nothing but that. */
import { profilesByClaim } from "./decide";
import { fetchingAuthorizer } from "./fetched-key-source";

export const handler = fetchingAuthorizer((settings) => (token) => profilesByClaim(token, settings));
