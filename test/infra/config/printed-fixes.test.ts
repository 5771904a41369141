import { commandOf } from "../../../infra/config/repair/config-change";
import { checkSettings, KEYS } from "../../../infra/config/settings";
import { LEAST, PUBLIC_KEY } from "./good-settings";
import { MISTAKES } from "./mistakes";
import { pulumiConfig, type StackConfig } from "./pulumi-config";

/** What is right by itself and together with the rest may take a second look: a Region that is right at last wants a network. */
const ROUNDS = 3;

/** Runs every printed command in the order in which they are printed, until nothing is wrong any more. */
function repaired(raw: StackConfig): StackConfig {
  let config = raw;
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = checkSettings(config);
    if (!("problems" in result)) return config;
    const commands = result.problems.flatMap(({ fix }) => fix.map((change) => commandOf(change, "staging")));
    config = commands.reduce(pulumiConfig, config);
  }
  const left = checkSettings(config);
  // A public key's modulus is nothing that could be proposed.
  const problems = "problems" in left ? left.problems : [];
  expect(problems.filter(({ fault }) => !fault.includes("modulus"))).toEqual([]);
  return config;
}

test.each(MISTAKES.map(([key, value]) => [key, value] as const))(
  "%s: %j is cured by pasting what is printed",
  (key, value) => {
    const raw = value === undefined ? without(LEAST, key) : { ...LEAST, [key]: value };
    repaired(raw);
  },
);

function without(raw: StackConfig, key: string): StackConfig {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== key));
}

test.each(Object.keys(KEYS))("%s is cured of a value of another kind altogether", (key) => {
  for (const value of [
    null,
    true,
    0,
    -1,
    7,
    "",
    " ",
    "null",
    "[",
    "{}",
    "[]",
    [],
    {},
    [[]],
    [{}],
    [null],
    { a: { b: 1 } },
  ]) {
    repaired({ ...LEAST, [key]: value });
    if (typeof value !== "object") repaired({ ...LEAST, [key]: String(value) });
  }
});

test("many mistakes at once are cured together, whatever they do to each other's places", () => {
  const config = repaired({
    "aws:region": "eu-centrl-1",
    corprateCidrs: ["10.10.0.7/16", "10.10.0.0/16", "192.168.1.0/24"],
    portalOrigins: [
      "https://portal.staging.example/",
      "https://portal.staging.example",
      "HTTP://Lab.staging.example/x",
    ],
    studioUserProfiles: ["alice", "alice", "bob", "Alice", "c_d", "bob"],
    existingStudioUserProfiles: ["alice", "erin", "bob"],
    studioUrlSeconds: "90 s",
    studioUrlMaxSeconds: "60",
    pinnedKeySet: { keys: [{ ...PUBLIC_KEY, d: "x" }, PUBLIC_KEY, { ...PUBLIC_KEY, kid: 7 }, "no key"] },
    rekognitionRegions: [
      { region: "eu-central-1", cidr: "10.65.0.0/24" },
      { region: "eu-west-1" },
      { region: "eu-west-1", cidr: "10.65.0.0/24" },
      { region: "us-gov-west-1", cidr: "10.66.0.0/24" },
      { region: "eu-west-2", cidr: "10.10.3.1/24", weigth: "2.5", quotas: { detectfaces: 5, Nonsense: 1 } },
    ],
    rekognitionAllowedRegions: ["eu-west-1", "eu-west-3", "eu-wset-2"],
    rekognitionGroupRegions: { "eu only": ["eu-west-3", "eu-west-2"] },
  });
  expect(config).toMatchObject({
    "aws:region": "eu-central-1",
    corporateCidrs: ["10.10.0.0/16", "192.168.1.0/24"],
    portalOrigins: ["https://portal.staging.example", "https://lab.staging.example"],
    studioUserProfiles: ["alice", "bob", "c-d"],
    existingStudioUserProfiles: ["erin"],
    studioUrlSeconds: "90",
    studioUrlMaxSeconds: "90",
  });
});
