import { PINNED_KEY } from "../../../variants";
import { IDENTITY } from "./identity";
import { change, type ConfigChange, PORTALS } from "./standing";

/** Who signs in, where from, and what an access token has to say. */
export const SIGN_IN: readonly ConfigChange[] = [
  change("portalOrigins", "studio", "another", ["https://lab.corp.example"], "replaces Deployment"),
  change(
    "portalOrigins",
    "studio",
    "a second one",
    PORTALS,
    "replaces Deployment, 2 Integration; deletes 2 IntegrationResponse, 2 MethodResponse",
  ),
  change(
    "portalOrigins",
    "portals",
    "one of two",
    ["https://portal.corp.example"],
    "replaces Deployment, 2 Integration; deletes 2 Permission",
  ),
  change(
    "portalOrigins",
    "pool",
    "a second one, with a bucket",
    PORTALS,
    "replaces Deployment, 5 Integration; deletes 5 IntegrationResponse, 5 MethodResponse",
  ),
  change("portalCallbackUrls", "studio", "another", ["https://portal.corp.example/signed-in"], "in place"),
  ...IDENTITY,
  change("mfa", "studio", "ON", "ON", "in place"),
  change("mfa", "studio", "OFF", "OFF", "in place"),
  change("requiredScope", "studio", "another of the same server", "private-ml-gateway/open", "replaces Deployment"),
  change("requiredScope", "studio", "of another server", "gateway/studio", "replaces Deployment, ResourceServer"),
  change("requiredScope", "studio", "none", "", "replaces Deployment; deletes ResourceServer"),
  change("studioGroup", "studio", "another name", "people", "refused: deletes UserGroup"),
  change("studioGroup", "loose", "another name, unprotected", "people", "deletes UserGroup"),
  change("studioGroup", "pool", "the name of a confined group", "eu-only", "refused: deletes UserGroup"),
  change("accessTokenMinutes", "studio", "15", 15, "in place"),
  change("authorizerCacheSeconds", "studio", "60", 60, "replaces Deployment"),
  change("pinnedKeySet", "studio", "a key", { keys: [PINNED_KEY] }, "deletes RolePolicy"),
  change("pinnedKeySet", "pinned", "another key", { keys: [{ ...PINNED_KEY, kid: "pinned-2" }] }, "in place"),
  change("pinnedKeySet", "pinned", "none any more", {}, "deletes RolePolicy, SecurityGroup"),
  change("cognitoDomainPrefix", "studio", "another", "corp-gateway", "replaces UserPoolDomain"),
  change("deletionProtection", "pool", "off", false, "in place"),
  change("deletionProtection", "loose", "on", true, "in place"),
];
