import * as fs from "node:fs";
import * as path from "node:path";
import { generateKeyPairSync, sign as signBytes, type KeyObject } from "node:crypto";
import * as yaml from "js-yaml";
import { decideCaller, profilesByClaim } from "../../../functions/authorizer/decide";
import { pinnedKeySource } from "../../../functions/authorizer/pinned-authorizer";
import { verifyToken } from "../../../functions/authorizer/token";
import { TokenRefused, type SignatureAlgorithm } from "../../../functions/authorizer/token-rules";
import { checkSettings, type Settings } from "../../../infra/config/settings";
import { nameWarnings } from "../../../infra/identity/name-warnings";
import { tokenShapeOf } from "../../../infra/identity/token-shape";
import { projectRoot } from "../../../infra/project-root";
import { LIMITS } from "../../functions/events";
import { LEAST } from "../config/good-settings";
import { PROVIDER_TOKENS, type ProviderTokens } from "./provider-tokens";

const NOW = 1_800_000_000;
const POOL_ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Made00001";
const PAGE = fs.readFileSync(path.join(projectRoot(), "infra/identity/README.md"), "utf8");
const CURVE = generateKeyPairSync("ec", { namedCurve: "P-256" });
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The config blocks of the page, by heading. */
const BLOCKS = new Map(
  PAGE.split(/^## /m).map((section) => {
    const blocks = [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => yaml.load(text));
    return [section.slice(0, section.indexOf("\n")), blocks as Record<string, unknown>[]];
  }),
);

function settingsOf({ heading, block = 0 }: Pick<ProviderTokens, "heading" | "block">): Settings {
  const result = checkSettings({ ...LEAST, ...BLOCKS.get(heading)?.[block] });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

function signed(claims: object, header: object, algorithm: SignatureAlgorithm): string {
  const parts = [{ alg: algorithm, kid: "key-1", ...header }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const key: KeyObject = algorithm === "ES256" ? CURVE.privateKey : RSA.privateKey;
  const signature = signBytes("sha256", Buffer.from(parts.join(".")), { key, dsaEncoding: "ieee-p1363" });
  return `${parts.join(".")}.${signature.toString("base64url")}`;
}

/** Verifies a token of a provider with the page's config, and finds the caller's profiles; the fault where it is refused. */
async function callerOf(provider: ProviderTokens, changes: object, header: object = provider.header ?? {}) {
  const settings = settingsOf(provider);
  const { identityProvider } = settings;
  const shape = tokenShapeOf(settings);
  const algorithm = shape.algorithms[0] ?? "RS256";
  const { publicKey } = algorithm === "ES256" ? CURVE : RSA;
  const keys = pinnedKeySource({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "key-1" }] }, shape.algorithms);
  const issuer = identityProvider.kind === "oidc" ? identityProvider.issuer : POOL_ISSUER;
  const clientIds = identityProvider.clientIds ?? ["made-client"];
  const rules = { ...settings, issuer, clientIds, maxTokenAgeSeconds: 3600, shape };
  const claims = { iss: issuer, iat: NOW - 10, exp: NOW + 600, ...provider.access, ...changes };
  const verified = await verifyToken(signed(claims, header, algorithm), keys, rules, NOW);
  const callerRules = {
    ...settings,
    nameRule: settings.profileNameRule,
    domainId: "d-aaaaaaaaaaaa",
    limits: LIMITS,
    rekognitionOperations: [],
    groupRegions: {},
    lanes: [],
  };
  const profiles = profilesByClaim(verified, callerRules);
  return {
    verified,
    caller: decideCaller(verified, profiles, callerRules, { resource: "/v1/studio/profiles", pathParameters: null }),
  };
}

const faultOf = (...args: Parameters<typeof callerOf>): Promise<string> =>
  callerOf(...args).then(
    () => "",
    (error: unknown) => {
      if (error instanceof TokenRefused) return error.fault;
      throw error;
    },
  );

test("every example of the page has tokens, and every config block is right", () => {
  const headings = [...BLOCKS].filter(([, blocks]) => blocks.length > 0).map(([heading]) => heading);
  expect(headings).toEqual([...new Set(PROVIDER_TOKENS.map(({ heading }) => heading))]);
  const count = [...BLOCKS.values()].flat().length;
  expect(PROVIDER_TOKENS.map((provider) => settingsOf(provider))).toHaveLength(count);
});

describe.each(PROVIDER_TOKENS.map((provider) => [provider.heading, provider.block ?? 0, provider] as const))(
  "%s (%d)",
  (_, __, provider) => {
    test("an access token is its person's, with groups, and opens the profile", async () => {
      const { verified, caller } = await callerOf(provider, {});
      expect(verified.groups).toEqual(provider.groups);
      expect(caller.entries.map(({ userProfileName }) => userProfileName)).toEqual([provider.profile]);
    });

    test("an id token of the same person and client is refused", async () => {
      expect(await faultOf(provider, provider.id, { typ: "JWT" })).toMatch(/^(audience|token_use|token_type)$/);
    });

    test("a token of another client, of another issuer, or for another API is refused", async () => {
      expect(await faultOf(provider, provider.otherClient)).toBe("client");
      expect(await faultOf(provider, { iss: "https://login.evil.example" })).toBe("issuer");
      if ("aud" in provider.access) expect(await faultOf(provider, { aud: "other" })).toBe("audience");
    });

    test("without the scope or the group there is no profile, and the reason says which", async () => {
      const { scopeClaim, groupsClaim } = tokenShapeOf(settingsOf(provider));
      const scopeless = await callerOf(provider, { [scopeClaim]: "openid" });
      expect(scopeless.caller).toMatchObject({ entries: [], denialReason: "missing_scope" });
      const groupless = await callerOf(provider, { [groupsClaim]: ["others"] });
      expect(groupless.caller).toMatchObject({ entries: [], denialReason: "not_in_studio_group" });
    });
  },
);

test.each([
  ["username", {}, []],
  ["sub", { separators: "." }, []],
  ["email", {}, ["profileClaim email can pass to another person"]],
  ["upn", { lowerCase: true }, ["profileClaim upn can pass", "profileNameRule.lowerCase gives people"]],
])("profileClaim %s with %j is warned of: %j", (profileClaim, profileNameRule, lines) => {
  const warnings = nameWarnings({ profileClaim, profileNameRule });
  expect(warnings.map((line, index) => line.startsWith(lines[index] ?? "no"))).toEqual(lines.map(() => true));
});

test("Entra ID: groups that are too many are a refusal of its own", async () => {
  const provider = PROVIDER_TOKENS.find(({ heading }) => heading === "Entra ID");
  const overage = { groups: undefined, _claim_names: { groups: "src1" }, _claim_sources: { src1: {} } };
  const { caller } = await callerOf(provider as ProviderTokens, overage);
  expect(caller).toMatchObject({ entries: [], denialReason: "groups_overage" });
});
