import { type PinnedKeysEnvironment, readPinnedKeysSettings } from "../../../functions/authorizer/env";
import { AUTHORIZER_ENVIRONMENT, LIMITS } from "../events";

const GOOD = {
  ...AUTHORIZER_ENVIRONMENT,
  KEY_SET: '{"keys":[{"kid":"one"}]}',
  REKOGNITION_GROUP: "",
  REKOGNITION_OPERATIONS: "",
  GROUP_REGIONS: "",
  LANES: "",
};
const read = (changes: Partial<PinnedKeysEnvironment>) => readPinnedKeysSettings({ ...GOOD, ...changes });

test.each<[keyof PinnedKeysEnvironment, string, boolean]>([
  ["MAX_TOKEN_AGE_SECONDS", "59", false],
  ["MAX_TOKEN_AGE_SECONDS", "60", true],
  ["MAX_TOKEN_AGE_SECONDS", "86400", true],
  ["MAX_TOKEN_AGE_SECONDS", "86401", false],
  ["MAX_TOKEN_AGE_SECONDS", "60.5", false],
  ["CLIENT_IDS", "one", true],
  ["CLIENT_IDS", " , ", false],
  ["STUDIO_GROUP", "studio-users", true],
  ["STUDIO_GROUP", "", false],
  ["REQUIRED_SCOPE", "gateway/use", true],
  ["REQUIRED_SCOPE", "two scopes", false],
  ["REKOGNITION_OPERATIONS", "detect-faces,detect-text", true],
  ["REKOGNITION_OPERATIONS", "detect-*", false],
  ["REKOGNITION_OPERATIONS", "detect-", false],
  ["GROUP_REGIONS", '{"a":["eu-west-1"]}', true],
  ["GROUP_REGIONS", '{"a":["eu-west-1"],"b":"eu-west-1"}', false],
  ["GROUP_REGIONS", "null", false],
  ["LANES", '[{"group":"portal","importance":10}]', true],
  ["LANES", '[{"group":"portal"}]', false],
  ["KEY_SET", '{"keys":[]}', false],
  ["KEY_SET", "null", false],
  ["PROFILE_LIMITS", "{}", false],
  ["PROFILE_LIMITS", "null", false],
])("%s as %j is used: %s", (key, value, isUsed) => {
  if (isUsed) expect(read({ [key]: value })).toBeDefined();
  else expect(() => read({ [key]: value })).toThrow(`  ${key} is ${value === "" ? "missing" : JSON.stringify(value)}`);
});

test("what is read is what is written", () => {
  const REKOGNITION_OPERATIONS = "detect-faces, detect-text";
  expect(read({ CLIENT_IDS: "one, two", REKOGNITION_OPERATIONS, GROUP_REGIONS: '{"a":["eu-west-1"]}' })).toMatchObject({
    issuer: GOOD.ISSUER,
    clientIds: ["one", "two"],
    studioGroup: "studio-users",
    maxTokenAgeSeconds: 3600,
    limits: LIMITS,
    rekognitionOperations: ["detect-faces", "detect-text"],
    groupRegions: { a: ["eu-west-1"] },
    keySet: { keys: [{ kid: "one" }] },
  });
});
