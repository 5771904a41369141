import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "js-yaml";
import type { Key } from "../../../infra/config/key";
import { describeProblems } from "../../../infra/config/problem";
import { checkSettings, KEYS, type Settings } from "../../../infra/config/settings";
import { LEAST, PUBLIC_KEY } from "./good-settings";
import { OPENID } from "./identity-mistakes";

function settingsOf(change: Record<string, unknown> = {}): Settings {
  const result = checkSettings({ ...LEAST, ...change });
  if ("problems" in result) throw new Error(describeProblems(result.problems, "staging"));
  return result.settings;
}

function readYaml(file: string): Record<string, unknown> {
  const root = path.resolve(__dirname, "../../..");
  return yaml.load(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, unknown>;
}

interface Declared {
  readonly default?: unknown;
  readonly description?: string;
}

const project = readYaml("Pulumi.yaml");
const declared = project["config"] as Record<string, Declared>;

test("Pulumi.yaml declares exactly the keys that are checked", () => {
  expect(Object.keys(declared).sort()).toEqual(Object.keys(KEYS).sort());
});

test.each(Object.entries<Key<unknown>>(KEYS))("%s has the default that Pulumi.yaml declares", (name, key) => {
  expect(declared[name]?.default).toEqual(key.default ?? []);
  expect(declared[name]?.description).toMatch(/\.$/);
});

// The CLI stops at the first value of another type, and at keys without a default, before the program can say all that is wrong.
test("Pulumi.yaml leaves every check to the program", () => {
  const attributes = new Set(Object.values(declared).flatMap((key) => Object.keys(key)));
  expect([...attributes].sort()).toEqual(["default", "description"]);
});

test.each(Object.entries<Key<unknown>>(KEYS))("the default of %s passes its own check", (_, key) => {
  if (key.default !== undefined) expect(key.faultsOf(key.default)).toEqual([]);
});

test("pulumi new asks for every key that has no default, and for no other name than a key's", () => {
  const { config: asked } = project["template"] as { readonly config: Readonly<Record<string, object>> };
  const required = Object.entries<Key<unknown>>(KEYS).flatMap(([name, key]) =>
    key.default === undefined ? [name] : [],
  );
  expect(Object.keys(asked)).toEqual(expect.arrayContaining(["aws:region", ...required]));
  expect(Object.keys(asked).filter((name) => name !== "aws:region" && !(name in KEYS))).toEqual([]);
});

// The CLI then reads them as keys of the project, whatever name pulumi new gave it.
// https://www.pulumi.com/docs/iac/concepts/config/#configuration-keys
test.each(["dev", "staging", "prod"])("the example %s names no project", (stack) => {
  const { config } = readYaml(`Pulumi.${stack}.yaml`) as { readonly config: Readonly<Record<string, unknown>> };
  expect(Object.keys(config).filter((name) => name.includes(":"))).toEqual(["aws:region"]);
});

test("the development stack's settings are right", () => {
  const config = readYaml("Pulumi.dev.yaml")["config"] as Record<string, unknown>;
  const result = checkSettings(config);
  expect(result).toMatchObject({ settings: { studioUserProfiles: ["alice", "bob"], mfa: "OPTIONAL" } });
});

test("the least settings get every default, and a callback for each origin", () => {
  const settings = settingsOf({ portalOrigins: ["https://a.example", "http://localhost:3000"] });
  expect(settings).toMatchObject({ region: "eu-central-1", vpcCidr: "10.64.0.0/20", mfa: "ON", pinnedKeySet: {} });
  expect(settings.portalCallbackUrls).toEqual(["https://a.example/callback", "http://localhost:3000/callback"]);
  expect(Object.keys(settings).sort()).toEqual(["region", ...Object.keys(KEYS)].sort());
});

test("values may come as the text that Pulumi hands to programs", () => {
  const settings = settingsOf({
    corporateCidrs: '["10.10.0.0/16","192.168.0.0/24"]',
    availabilityZoneCount: "3",
    executeApiPrivateDns: "false",
    corporateAttachment: '{"kind":"transitGateway","transitGatewayId":"tgw-0123456789abcdef0"}',
  });
  expect(settings.corporateCidrs).toEqual(["10.10.0.0/16", "192.168.0.0/24"]);
  expect(settings.availabilityZoneCount).toBe(3);
  expect(settings.executeApiPrivateDns).toBe(false);
  expect(settings.corporateAttachment).toEqual({ kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" });
});

test.each<readonly [string, unknown]>([
  ["corporateCidrs", ["10.0.0.0/10", "10.10.0.0/16", "203.0.113.7/32"]],
  ["vpcCidr", "100.64.0.0/16"],
  ["corporateAttachment", { kind: "vpcPeering", peerVpcId: "vpc-0123abcd" }],
  [
    "corporateAttachment",
    { kind: "vpcPeering", peerVpcId: "vpc-0123abcd", peerAccountId: "012345678901", peerRegion: "us-east-1" },
  ],
  ["portalOrigins", ["http://127.0.0.1:8080", "https://portal.corp.example:8443"]],
  ["portalCallbackUrls", ["https://portal.corp.example/signed-in?from=studio"]],
  ["requiredScope", ""],
  ["requiredScope", "https://api.corp.example/studio/open"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, use: "sig", alg: "RS256" }] }],
  ["identityProvider", { kind: "cognito", userPoolId: "us-gov-west-1_Ab1", clientIds: ["portal"] }],
  ["identityProvider", { ...OPENID, algorithms: ["ES256", "EdDSA"], groupsClaim: "/realm_access/roles" }],
  ["identityProvider", { ...OPENID, accessClaim: "typ", accessClaimValue: "Bearer", clientClaim: "azp" }],
  ["federation", [{ kind: "saml", name: "Corp-IdP", metadataUrl: "https://login.corp.example/m?a=b", signOut: true }]],
  ["profileClaim", "https://corp.example/user"],
  ["profileNameRule", { stripPrefix: "CorpIdP_", stripDomain: "corp.example", separators: ".-" }],
  ["studioDomainId", "d-abcd1234efgh"],
  ["studioUserProfiles", ["ab", "A-b-C", "x".repeat(63)]],
  ["existingStudioUserProfiles", ["a"]],
  ["studioLandingUris", []],
  ["studioDataBuckets", ["corp.data-1"]],
  ["logRetentionDays", 3653],
  ["cognitoDomainPrefix", "corp-studio"],
])("%s may be %j", (key, value) => {
  expect(settingsOf({ [key]: value })).toMatchObject({ [key]: value });
});

test("rolePerProfile is content with profiles of either kind", () => {
  expect(settingsOf({ mintingMode: "rolePerProfile", studioUserProfiles: ["ab"] }).mintingMode).toBe("rolePerProfile");
  expect(settingsOf({ mintingMode: "rolePerProfile", existingStudioUserProfiles: ["a"] }).mintingMode).toBe(
    "rolePerProfile",
  );
});

test("settings are frozen through and through, and what they were made from is not", () => {
  const cidrs = ["10.10.0.0/16"];
  const settings = settingsOf({ corporateCidrs: cidrs });
  expect(Object.isFrozen(settings)).toBe(true);
  expect(Object.isFrozen(settings.corporateCidrs)).toBe(true);
  expect(Object.isFrozen(settings.corporateAttachment)).toBe(true);
  expect(Object.isFrozen(cidrs)).toBe(false);
});
