import { readStudioUrlSettings, type StudioUrlEnvironment } from "../../../functions/studio-url/env";

const GOOD: StudioUrlEnvironment = {
  MINTING_MODE: "sessionTags",
  MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/minting",
  STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
  PORTAL_ORIGINS: "",
};

test("what is read is what is written", () => {
  const PORTAL_ORIGINS = "https://a.example.com, http://localhost:3000";
  expect(readStudioUrlSettings({ ...GOOD, PORTAL_ORIGINS })).toEqual({
    mode: "sessionTags",
    roleArn: "arn:aws:iam::111122223333:role/minting",
    studioHostSuffix: "studio.eu-central-1.sagemaker.aws",
    portalOrigins: ["https://a.example.com", "http://localhost:3000"],
    accounts: new Map(),
  });
  expect(readStudioUrlSettings({ ...GOOD }).portalOrigins).toEqual([]);
});

test.each<[keyof StudioUrlEnvironment, string]>([
  ["MINTING_MODE", "roles"],
  ["MINTING_ROLE_ARN", "arn:aws:iam::11112222333:role/minting"],
  ["MINTING_ROLE_ARN", "arn:aws:iam::111122223333:role/*"],
  ["MINTING_ROLE_ARN", "arn:aws:iam::111122223333:user/minting"],
  ["STUDIO_HOST_SUFFIX", ".studio.example"],
  ["STUDIO_HOST_SUFFIX", "studio"],
  ["STUDIO_HOST_SUFFIX", "studio.example/x"],
  ["PORTAL_ORIGINS", "https://a.example.com/x"],
  ["PORTAL_ORIGINS", "https://a.example.com,https://b.example.com/x"],
  ["PORTAL_ORIGINS", "portal"],
  ["STUDIO_ACCOUNTS", "{}"],
])("%s may not be %j", (key, value) => {
  expect(() => readStudioUrlSettings({ ...GOOD, [key]: value })).toThrow(`  ${key} is "${value}"`);
});

const LISTED = { domainId: "d-elsewhere001", accountId: "444455556666", mintingRoleName: "minting" };

test("domains of other accounts are known by their id", () => {
  const second = { ...LISTED, domainId: "d-elsewhere002", externalId: "gateway-1" };
  const { accounts } = readStudioUrlSettings({ ...GOOD, STUDIO_ACCOUNTS: JSON.stringify([LISTED, second]) });
  expect([...accounts]).toEqual([
    ["d-elsewhere001", LISTED],
    ["d-elsewhere002", second],
  ]);
});

test.each<[string, object]>([
  ["a role that is an ARN", { mintingRoleName: "arn:aws:iam::444455556666:role/minting" }],
  ["a role with a path", { mintingRoleName: "some/minting" }],
  ["a role of every name", { mintingRoleName: "*" }],
  ["eleven digits", { accountId: "44445555666" }],
  ["a domain's pattern", { domainId: "d-*" }],
  ["an external id that is empty", { externalId: "" }],
  ["a field that is not known", { roleArn: "arn:aws:iam::444455556666:role/minting" }],
])("the list of accounts may not hold %s", (_, change) => {
  const STUDIO_ACCOUNTS = JSON.stringify([{ ...LISTED, ...change }]);
  expect(() => readStudioUrlSettings({ ...GOOD, STUDIO_ACCOUNTS })).toThrow("STUDIO_ACCOUNTS is");
});

test("a domain is in one account", () => {
  const STUDIO_ACCOUNTS = JSON.stringify([LISTED, { ...LISTED, accountId: "777788889999" }]);
  expect(() => readStudioUrlSettings({ ...GOOD, STUDIO_ACCOUNTS })).toThrow("each domain once");
});
