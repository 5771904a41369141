import { whyOwnGateway } from "../../../infra/studio-accounts/own-gateway";
import { checkSettings, KEYS } from "../../../infra/config/settings";
import { isKeyOfRole } from "../../../infra/config/people/role";
import { lossesOf } from "../../../infra/deployed/losses";
import { completed } from "../../../infra/deployed/deployed";
import { LEAST } from "./good-settings";

const GATEWAY = {
  functionRoleArn: "arn:aws:iam::111122223333:role/studio-url-role-0a1b2c3",
  sagemakerApiEndpointId: "vpce-0a1b2c3d4e5f60711",
  studioEndpointId: "vpce-0a1b2c3d4e5f60712",
  externalId: "gateway",
};
const HALF = { "aws:region": "eu-central-1", role: "studioAccount", gateway: GATEWAY };

/** Place and fault of everything that is wrong. */
function told(raw: Record<string, unknown>): string[] {
  const result = checkSettings(raw);
  return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
}

function settingsOf(raw: Record<string, unknown>) {
  const result = checkSettings(raw);
  if ("problems" in result) throw new Error("These settings are right.");
  return result.settings;
}

test("the small half needs a gateway and nothing of what a gateway's stack needs", () => {
  expect(told(HALF)).toEqual([]);
  expect(told({ ...HALF, gateway: { ...GATEWAY, externalId: undefined, organizationId: "o-exampleorgid" } })).toEqual(
    [],
  );
  // As Pulumi fills in the defaults of Pulumi.yaml.
  const filled = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, key.default ?? []]));
  expect(told({ ...filled, ...HALF })).toEqual([]);
});

test("everything that is wrong with it is told at once: keys of the other half, and what its own lack", () => {
  const { externalId: _, ...bare } = GATEWAY;
  const wrong = {
    ...HALF,
    ...LEAST,
    studioAccounts: [{}],
    rekognitionRegions: [],
    mfa: "OFF",
    studioUserProfiles: ["a b"],
  };
  expect(told({ ...wrong, gateway: { ...bare, studioEndpointId: "studio" } }).sort()).toEqual([
    "corporateCidrs is a setting of the gateway's stack, and this one has role studioAccount",
    "gateway.externalId is required where organizationId is not given: the role in the other account has to ask for one of both",
    "gateway.studioEndpointId is not well-formed",
    "mfa is a setting of the gateway's stack, and this one has role studioAccount",
    "portalOrigins is a setting of the gateway's stack, and this one has role studioAccount",
    "studioAccounts is a setting of the gateway's stack, and this one has role studioAccount",
    "studioUserProfiles[0] is not a user profile name",
  ]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no gateway", { gateway: {} }, "gateway is required with role studioAccount"],
  [
    "a gateway of another partition",
    { "aws:region": "us-gov-west-1" },
    "gateway.functionRoleArn is in another partition",
  ],
  [
    "a gateway of its own account, by the boundary",
    { permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary" },
    "gateway.functionRoleArn is in this stack's own account",
  ],
  [
    "a network beside an existing domain",
    {
      studioDomainId: "d-abc123def456",
      existingVpc: {
        vpcId: "vpc-0123abcd",
        subnetIds: ["subnet-0123abcd", "subnet-1123abcd"],
        routeTableIds: ["rtb-0123abcd"],
      },
    },
    "existingVpc is not used while studioDomainId names a domain",
  ],
  [
    "an endpoint that people come in by",
    {
      existingVpc: {
        vpcId: "vpc-0123abcd",
        subnetIds: ["subnet-0123abcd", "subnet-1123abcd"],
        routeTableIds: ["rtb-0123abcd"],
      },
      existingEndpoints: { studio: { id: "vpce-0123abcd" } },
    },
    "existingEndpoints.studio is not used with role studioAccount",
  ],
  [
    "a boundary under which its role could not work",
    {
      permissionsBoundaryArn: "arn:aws:iam::444455556666:policy/boundary",
      permissionsBoundaryPolicy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
      },
    },
    "permissionsBoundaryPolicy is a boundary that cannot work: the minting role needs",
  ],
])("%s is told once", (_, change, fault) => {
  expect(told({ ...HALF, ...change })).toEqual([expect.stringContaining(fault)]);
});

test("a gateway takes no gateway", () => {
  expect(told({ ...LEAST, gateway: GATEWAY })).toEqual([
    "gateway is a setting for role studioAccount, and this stack is a gateway itself",
  ]);
});

test("keys of the small half are keys", () => {
  const own = Object.keys(KEYS).filter((name) => isKeyOfRole(name, "studioAccount"));
  expect(own).toHaveLength(16);
});

test("the gateway's own account, which only AWS tells, is refused before anything is declared", () => {
  expect(whyOwnGateway(GATEWAY, "111122223333", "studio")).toMatch(
    /^gateway.functionRoleArn: "arn:.*is in account 111122223333.*pulumi config rm --stack studio /,
  );
  expect(whyOwnGateway(GATEWAY, "444455556666", "studio")).toBeUndefined();
});

test("a stack of one half does not become the other: what stands would go", () => {
  const [gateway, half] = [settingsOf(LEAST), settingsOf(HALF)];
  // An older release wrote no role, and made gateways only.
  expect(lossesOf(completed({ region: "eu-central-1" }, half), half).map(({ key }) => key)).toEqual(["role"]);
  expect(lossesOf(completed({ role: "studioAccount" }, gateway), gateway).map(({ key }) => key)).toEqual(["role"]);
  expect(lossesOf(completed({ role: "studioAccount" }, half), half)).toEqual([]);
});
