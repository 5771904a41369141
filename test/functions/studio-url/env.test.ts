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
])("%s may not be %j", (key, value) => {
  expect(() => readStudioUrlSettings({ ...GOOD, [key]: value })).toThrow(`  ${key} is "${value}"`);
});
