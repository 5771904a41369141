import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Estate } from "../../../../policies/audit/estate";
import { asInOrganization } from "../../../../policies/audit/organization/organization-keys";
import { readOrganization } from "../../../../policies/audit/organization/read-organization";
import { decideIn, isAssumeRole } from "../../../../policies/audit/replay";
import { RULES } from "../../../../policies/audit/rules";
import type { Statement } from "../../../../policies/document";
import { graphOf, type Variant } from "../../../variants";
import { identityRcp, lambdaScp, networkRcp, networkScp, type Perimeter, resourceScp } from "./data-perimeter";
import { ORGANIZATION_ID, organizationFiles, STACK_ACCOUNT } from "./organization-folder";

const estates = new Map<Variant, Estate>();

function estateOf(variant: Variant): Estate {
  const known = estates.get(variant) ?? collectEstate(graphOf(variant));
  estates.set(variant, known);
  return known;
}

function beneath(estate: Estate, policies: { scp?: readonly Statement[]; rcp?: readonly Statement[] }): Estate {
  const files = organizationFiles({
    ...(policies.scp && { scps: { Perimeter: policies.scp } }),
    ...(policies.rcp && { rcps: { ResourcePerimeter: policies.rcp } }),
  });
  const read = readOrganization(files, STACK_ACCOUNT);
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  return { ...estate, organization: read.organization };
}

/** Of all requests that have to be allowed those that are not, as claim and reason. */
function refused(estate: Estate): readonly string[] {
  return RULES.flatMap((rule) => rule.mustAllow(estate)).flatMap(({ claim, request, route }) => {
    const about = isAssumeRole(request) ? request.roleArn : request.resource;
    const { allowed, reason } = decideIn(estate, asInOrganization(estate, request, about), route);
    return allowed ? [] : [`${claim} ${reason}`];
  });
}

/** Every VPC of the stack, and the address that AWS's own network and desks outside have in our requests. */
function perimeterOf({ endpoints }: Estate, change: Partial<Perimeter> = {}): Perimeter {
  const vpcIds = [...new Set(endpoints.map(({ vpcId }) => vpcId))];
  return { organizationId: ORGANIZATION_ID, vpcIds, corporateCidrs: ["203.0.113.0/24"], ...change };
}

const dev = estateOf("dev");
const home = dev.endpoints.find(({ service }) => service === "sts")?.vpcId ?? "";

test("a perimeter that knows the organisation and its networks refuses nothing that has to work", () => {
  const perimeter = perimeterOf(dev);
  const scp = [networkScp(perimeter), lambdaScp(perimeter), resourceScp(perimeter)];
  const rcp = [...identityRcp(perimeter), networkRcp(perimeter)];
  expect(refused(beneath(dev, { scp, rcp }))).toEqual([]);
});

test.each<[string, () => { scp?: readonly Statement[]; rcp?: readonly Statement[] }, RegExp, string]>([
  [
    "a network perimeter without the Regions' own VPCs: the pool",
    () => ({ scp: [networkScp(perimeterOf(dev, { vpcIds: [home] }))] }),
    /may rekognition:DetectFaces in eu-west-1/,
    "OwnIdentitiesFromOwnNetworksOnly",
  ],
  [
    "a network perimeter without AWS's own network: Lambda's work for functions, and deployments",
    () => ({ scp: [networkScp(perimeterOf(dev, { corporateCidrs: ["10.10.0.0/16"] }))] }),
    /A deployment may s3:ListBucket/,
    "OwnIdentitiesFromOwnNetworksOnly",
  ],
  [
    "a resource perimeter of another organisation: everything",
    () => ({ scp: [resourceScp(perimeterOf(dev, { organizationId: "o-another" }))] }),
    /image-ingest-role may dynamodb:GetItem/,
    "OwnIdentitiesUseOwnResourcesOnly",
  ],
  [
    "an identity perimeter of another organisation: becoming the minting role",
    () => ({ rcp: identityRcp(perimeterOf(dev, { organizationId: "o-another" })).slice(0, 1) }),
    /alice/,
    "OwnResourcesForOwnIdentitiesOnly",
  ],
  [
    "a network perimeter of resources that lacks our VPC: becoming the minting role",
    () => ({ rcp: [networkRcp(perimeterOf(dev, { vpcIds: ["vpc-0another0000000a"] }))] }),
    /alice/,
    "OwnResourcesFromOwnNetworksOnly",
  ],
])("%s is refused, and the statement is named", (_, policies, claim, sid) => {
  const found = refused(beneath(dev, policies()));
  expect(found.some((each) => claim.test(each))).toBe(true);
  expect(
    found.filter((each) => !each.includes(`Statement "${sid}" of ${each.includes(" rcp ") ? "rcp" : "scp"} policy`)),
  ).toEqual([]);
});

test("services become roles and announce images beneath an identity perimeter, by the organisation they act for", () => {
  const [own, services] = identityRcp(perimeterOf(dev, { organizationId: "o-another" }));
  expect(refused(beneath(dev, { rcp: services ? [services] : [] })).join("\n")).toMatch(
    /ServicesActForOwnAccountsOnly/,
  );
  expect(refused(beneath(dev, { rcp: own ? [own] : [] })).join("\n")).not.toMatch(/notebook/i);
});

test("in table mode the authorizer outside the VPC is what a perimeter of functions refuses", () => {
  const table = estateOf("table");
  const found = refused(beneath(table, { scp: [lambdaScp(perimeterOf(table, { corporateCidrs: ["10.10.0.0/16"] }))] }));
  expect([...new Set(found.map((each) => each.split(".")[0]))]).toEqual([
    expect.stringContaining("authorizer-role reads a caller's row"),
    // This stack traces its calls, and AWS's example lets only xray:PutTraceSegments pass from outside a VPC.
    ...["authorizer", "studio-url", "image-ingest", "rekognition"].map(
      (name) => `Lambda may xray:PutTelemetryRecords for ${name}`,
    ),
  ]);
});

test("the audit refutes with the statement and its level, and proves what may never happen as before", () => {
  const scp = [networkScp(perimeterOf(dev, { vpcIds: [home] }))];
  const [rule] = auditEstate(beneath(dev, { scp }), { rules: ["P6"] }).rules;
  const open = rule?.findings.filter(({ status }) => status !== "PROVED") ?? [];
  expect(open.length).toBeGreaterThan(10);
  expect(new Set(open.map(({ why }) => why?.replace(/ denies .*/, "")))).toEqual(
    new Set([
      `Only a guardrail above the stack refuses it. Statement "OwnIdentitiesFromOwnNetworksOnly" of scp policy "Perimeter (p-perimeter) of organizational unit ou-ab12-workloads"`,
    ]),
  );
});
