import type { Problem } from "../../../infra/config/problem";
import { checkSettings, KEYS } from "../../../infra/config/settings";
import { LEAST, PUBLIC_KEY } from "./good-settings";
import { POOL_MISTAKES } from "./pool-mistakes";

function problemsOf(change: Record<string, unknown>): readonly Problem[] {
  const result = checkSettings({ ...LEAST, ...change });
  return "problems" in result ? result.problems : [];
}

/** Key, bad value, the place that is named, and the line that fixes it. */
const MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["corporateCidrs", undefined, "corporateCidrs", "--path 'private-ml-gateway:corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", [], "corporateCidrs", "--path 'private-ml-gateway:corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", "10.10.0.0/16", "corporateCidrs", "'private-ml-gateway:corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", ["10.10.0.0/16", "0.0.0.0/0"], "corporateCidrs[1]", "corporateCidrs[1]' 10.10.0.0/16"],
  ["corporateCidrs", ["10.10.0.0/7"], "corporateCidrs[0]", "corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", ["10.10.0.1/16"], "corporateCidrs[0]", "corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", ["fd00::/8"], "corporateCidrs[0]", "corporateCidrs[0]' 10.10.0.0/16"],
  ["corporateCidrs", [10], "corporateCidrs[0]", "corporateCidrs[0]' 10.10.0.0/16"],
  ["vpcCidr", "10.64.0.0/15", "vpcCidr", "set private-ml-gateway:vpcCidr 10.64.0.0/20"],
  ["vpcCidr", "10.64.0.0/25", "vpcCidr", "set private-ml-gateway:vpcCidr 10.64.0.0/20"],
  ["vpcCidr", "11.0.0.0/16", "vpcCidr", "set private-ml-gateway:vpcCidr 10.64.0.0/20"],
  ["vpcCidr", "172.17.4.0/22", "vpcCidr", "set private-ml-gateway:vpcCidr 10.64.0.0/20"],
  ["vpcCidr", "10.10.16.0/20", "vpcCidr", "set private-ml-gateway:vpcCidr 10.64.0.0/20"],
  ["availabilityZoneCount", 1, "availabilityZoneCount", "set private-ml-gateway:availabilityZoneCount 2"],
  ["availabilityZoneCount", "4", "availabilityZoneCount", "set private-ml-gateway:availabilityZoneCount 2"],
  ["availabilityZoneCount", 2.5, "availabilityZoneCount", "set private-ml-gateway:availabilityZoneCount 2"],
  ["corporateAttachment", "none", "corporateAttachment", "--path private-ml-gateway:corporateAttachment.kind none"],
  ["corporateAttachment", {}, "corporateAttachment.kind", "corporateAttachment.kind none"],
  ["corporateAttachment", { kind: "vpn" }, "corporateAttachment.kind", "corporateAttachment.kind none"],
  ["corporateAttachment", { kind: "vpcPeering" }, "corporateAttachment.peerVpcId", "peerVpcId vpc-0123456789abcdef0"],
  [
    "corporateAttachment",
    { kind: "vpcPeering", peerVpcId: "vpc-0123abcd", peerAccountId: 444455556666 },
    "corporateAttachment.peerAccountId",
    "set --path --type string private-ml-gateway:corporateAttachment.peerAccountId 444455556666",
  ],
  [
    "corporateAttachment",
    { kind: "vpcPeering", peerVpcId: "vpc-0123abcd", peerRegion: "cn-north-1" },
    "corporateAttachment.peerRegion",
    "corporateAttachment.peerRegion eu-central-1",
  ],
  [
    "corporateAttachment",
    { kind: "transitGateway", transitGatewayId: "vpc-0123abcd" },
    "corporateAttachment.transitGatewayId",
    "transitGatewayId tgw-0123456789abcdef0",
  ],
  [
    "corporateAttachment",
    { kind: "none", peerVpcId: "vpc-0123abcd" },
    "corporateAttachment.peerVpcId",
    "pulumi config rm --path private-ml-gateway:corporateAttachment.peerVpcId",
  ],
  ["executeApiPrivateDns", "yes", "executeApiPrivateDns", "set private-ml-gateway:executeApiPrivateDns true"],
  ["portalOrigins", undefined, "portalOrigins", "'private-ml-gateway:portalOrigins[0]' https://portal.corp.example"],
  ["portalOrigins", ["https://a.example/"], "portalOrigins[0]", "portalOrigins[0]' https://portal.corp.example"],
  ["portalOrigins", ["https://a.example/app"], "portalOrigins[0]", "https://portal.corp.example"],
  ["portalOrigins", ["http://a.example"], "portalOrigins[0]", "https://portal.corp.example"],
  ["portalOrigins", ["https://*.a.example"], "portalOrigins[0]", "https://portal.corp.example"],
  ["portalOrigins", ["*"], "portalOrigins[0]", "https://portal.corp.example"],
  ["portalOrigins", ["https://A.example"], "portalOrigins[0]", "https://portal.corp.example"],
  ["portalOrigins", ["https://a.example", "https://a.example"], "portalOrigins[1]", "rm --path"],
  [
    "portalCallbackUrls",
    ["http://a.example/callback"],
    "portalCallbackUrls[0]",
    "https://portal.corp.example/callback",
  ],
  ["portalCallbackUrls", ["https://a.example/#x"], "portalCallbackUrls[0]", "https://portal.corp.example/callback"],
  ["stageName", "test-invoke-stage", "stageName", "set private-ml-gateway:stageName live"],
  ["stageName", "a-b", "stageName", "set private-ml-gateway:stageName live"],
  ["stageName", "", "stageName", "set private-ml-gateway:stageName live"],
  ["mfa", "on", "mfa", "set private-ml-gateway:mfa ON"],
  ["requiredScope", "two words", "requiredScope", "requiredScope private-ml-gateway/studio"],
  ["requiredScope", "openid", "requiredScope", "requiredScope private-ml-gateway/studio"],
  ["studioGroup", "studio users", "studioGroup", "studioGroup studio-users"],
  ["studioGroup", "", "studioGroup", "studioGroup studio-users"],
  ["accessTokenMinutes", 4, "accessTokenMinutes", "accessTokenMinutes 60"],
  ["accessTokenMinutes", 1441, "accessTokenMinutes", "accessTokenMinutes 60"],
  ["authorizerCacheSeconds", 61, "authorizerCacheSeconds", "authorizerCacheSeconds 0"],
  ["authorizerCacheSeconds", "-1", "authorizerCacheSeconds", "authorizerCacheSeconds 0"],
  ["pinnedKeySet", [], "pinnedKeySet", "--path 'private-ml-gateway:pinnedKeySet.keys[0].kty' RSA"],
  ["pinnedKeySet", { keys: [] }, "pinnedKeySet.keys", "pinnedKeySet.keys[0].kty' RSA"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, kty: "EC" }] }, "pinnedKeySet.keys[0].kty", "keys[0].kty' RSA"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, kid: 7 }] }, "pinnedKeySet.keys[0].kid", "keys[0].kid' key-1"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, n: "AQAB" }] }, "pinnedKeySet.keys[0].n", "'<modulus in base64url>'"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, e: "" }] }, "pinnedKeySet.keys[0].e", "keys[0].e' AQAB"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, use: "enc" }] }, "pinnedKeySet.keys[0].use", "keys[0].use' sig"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, alg: "none" }] }, "pinnedKeySet.keys[0].alg", "keys[0].alg' RS256"],
  ["pinnedKeySet", { keys: [PUBLIC_KEY, PUBLIC_KEY] }, "pinnedKeySet.keys[1]", "config rm --path"],
  ["pinnedKeySet", { keys: [{ ...PUBLIC_KEY, x5c: "A".repeat(3000) }] }, "pinnedKeySet.keys[0]", "config rm --path"],
  ["studioDomainId", "domain-1", "studioDomainId", "studioDomainId d-abcd1234efgh"],
  ["studioUserProfiles", ["a_b"], "studioUserProfiles[0]", "studioUserProfiles[0]' alice"],
  ["studioUserProfiles", ["alice", "Alice"], "studioUserProfiles[1]", "config rm --path"],
  ["studioUserProfiles", ["alice", "alice"], "studioUserProfiles[1]", "config rm --path"],
  ["existingStudioUserProfiles", ["b/../a"], "existingStudioUserProfiles[0]", "existingStudioUserProfiles[0]' bob"],
  ["mintingMode", "tags", "mintingMode", "mintingMode sessionTags"],
  ["mintingMode", "rolePerProfile", "mintingMode", "mintingMode sessionTags"],
  ["studioUrlSeconds", 4, "studioUrlSeconds", "studioUrlSeconds 60"],
  ["studioUrlMaxSeconds", 301, "studioUrlMaxSeconds", "studioUrlMaxSeconds 300"],
  ["studioUrlMaxSeconds", 59, "studioUrlMaxSeconds", "studioUrlMaxSeconds 60"],
  ["studioSessionMaxSeconds", 43_201, "studioSessionMaxSeconds", "studioSessionMaxSeconds 28800"],
  ["studioLandingUris", ["app:Unknown:"], "studioLandingUris[0]", "studioLandingUris[0]' studio::"],
  ["studioSpaces", ["-a"], "studioSpaces[0]", "studioSpaces[0]' team-space"],
  ["studioDataBuckets", ["s3://data"], "studioDataBuckets[0]", "studioDataBuckets[0]' corp-training-data"],
  ["studioDataBuckets", ["10.0.0.1"], "studioDataBuckets[0]", "studioDataBuckets[0]' corp-training-data"],
  ["throttlePerSecond", 0, "throttlePerSecond", "throttlePerSecond 10"],
  ["throttleBurst", 5001, "throttleBurst", "throttleBurst 20"],
  ["logRetentionDays", 31, "logRetentionDays", "logRetentionDays 365"],
  ["lambdaRuntime", "nodejs20.x", "lambdaRuntime", "lambdaRuntime nodejs24.x"],
  ["lambdaArchitecture", "arm", "lambdaArchitecture", "lambdaArchitecture arm64"],
  ["deletionProtection", 1, "deletionProtection", "deletionProtection true"],
  ["retainStudioHomes", "no", "retainStudioHomes", "retainStudioHomes true"],
  ["createApiGatewayAccount", null, "createApiGatewayAccount", "createApiGatewayAccount false"],
  ["cognitoDomainPrefix", "my-aws-portal", "cognitoDomainPrefix", "cognitoDomainPrefix corp-private-ml-gateway"],
  ...POOL_MISTAKES,
  ["cognitoDomainPrefix", "Portal", "cognitoDomainPrefix", "cognitoDomainPrefix corp-private-ml-gateway"],
];

test.each(MISTAKES)("%s: %j is one problem, at %s, with its fix", (key, value, place, fix) => {
  const problems = problemsOf({ [key]: value });
  expect(problems.map((problem) => problem.key)).toEqual([`private-ml-gateway:${place}`]);
  const [problem] = problems;
  expect(problem?.fix).toMatch(/^pulumi config (set|rm) /);
  expect(problem?.fix).toContain(fix);
  expect(problem?.allowed).not.toBe("");
  expect(problem?.fault).toMatch(/\w$/);
});

test("every key has a mistake in the table", () => {
  expect([...new Set(MISTAKES.map(([key]) => key))].sort()).toEqual(Object.keys(KEYS).sort());
});

test.each([
  [undefined, "(not set)"],
  ["mars-north-1", '"mars-north-1"'],
  ["cn-north-1", "Cognito user pools do not exist"],
])("aws:region %j is refused with a sentence", (value, words) => {
  const [problem, ...others] = problemsOf({ "aws:region": value });
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ key: "aws:region", fix: "pulumi config set aws:region eu-central-1" });
  expect(`${problem?.found ?? ""} ${problem?.fault ?? ""}`).toContain(words);
});

test.each(["d", "p", "q", "dp", "dq", "qi", "oth", "k"])("a private member %s is never printed", (member) => {
  const [problem] = problemsOf({ pinnedKeySet: { keys: [{ ...PUBLIC_KEY, [member]: "secret-number" }] } });
  expect(problem?.key).toBe(`private-ml-gateway:pinnedKeySet.keys[0].${member}`);
  expect(problem?.fix).toBe(`pulumi config rm --path 'private-ml-gateway:pinnedKeySet.keys[0].${member}'`);
  expect(JSON.stringify(problem)).not.toContain("secret-number");
});

test("a profile cannot be both made and found", () => {
  const [problem] = problemsOf({ studioUserProfiles: ["alice"], existingStudioUserProfiles: ["bob", "ALICE"] });
  expect(problem?.key).toBe("private-ml-gateway:existingStudioUserProfiles[1]");
  expect(problem?.fault).toContain('"alice"');
});

test("the network proposed for the VPC is one that the company does not use", () => {
  const [problem] = problemsOf({ corporateCidrs: ["10.0.0.0/8"] });
  expect(problem?.fix).toBe("pulumi config set private-ml-gateway:vpcCidr 172.20.0.0/20");
});

test("a misspelt key is refused with the name that was meant", () => {
  const [problem] = problemsOf({ corprateCidrs: ["10.0.0.0/8"] });
  expect(problem?.key).toBe("private-ml-gateway:corprateCidrs");
  expect(problem?.allowed).toContain("corporateCidrs");
  expect(problem?.fix).toBe(
    "pulumi config rm private-ml-gateway:corprateCidrs && " +
      "pulumi config set --path 'private-ml-gateway:corporateCidrs[0]' 10.10.0.0/16",
  );
});

test("a key like none of ours is refused without a guess", () => {
  const [problem] = problemsOf({ somethingCompletelyDifferent: "1" });
  expect(problem).toMatchObject({
    allowed: "the keys that Pulumi.yaml declares",
    fix: "pulumi config rm private-ml-gateway:somethingCompletelyDifferent",
  });
});
