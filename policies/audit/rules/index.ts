/** The rules, in the order of the report. Who can become whom is shown beside them, and what is new is compared with the baseline. */
import { urlsThroughOurEndpoints } from "./p01-urls-through-our-endpoints";
import { ownProfileOnly } from "./p02-own-profile-only";
import { sessionTags } from "./p03-session-tags";
import { declaredPermissionsOnly } from "./p04-declared-permissions-only";
import { noWildcards } from "./p05-no-wildcards";
import { callsThroughOurEndpoints } from "./p06-calls-through-our-endpoints";
import { apiThroughOurEndpoint } from "./p07-api-through-our-endpoint";
import { authorizerDecides } from "./p08-authorizer-decides";
import { functionsBehindOurApi } from "./p09-functions-behind-our-api";
import { endpointsConfined } from "./p10-endpoints-confined";
import { trust } from "./p11-trust";
import { trustedTokens } from "./sign-in/p12-trusted-tokens";
import { codeAndDataStay } from "./passages/p17-code-and-data-stay";
import { rowsByOperators } from "./people/p18-rows-by-operators";
import { keysSplit } from "./p13-keys";
import { imagesPrivate } from "./p14-images-private";
import { noLockOut } from "./p15-no-lock-out";
import { everythingRead } from "./p16-everything-read";
import { versionsByAlias } from "./versions/p19-versions-by-alias";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [
  urlsThroughOurEndpoints,
  ownProfileOnly,
  sessionTags,
  declaredPermissionsOnly,
  noWildcards,
  callsThroughOurEndpoints,
  apiThroughOurEndpoint,
  authorizerDecides,
  functionsBehindOurApi,
  endpointsConfined,
  trust,
  trustedTokens,
  keysSplit,
  imagesPrivate,
  noLockOut,
  everythingRead,
  codeAndDataStay,
  rowsByOperators,
  versionsByAlias,
];
