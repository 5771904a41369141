import { OPERATION_NAMES, type OperationName } from "../../../functions/pool/operations";
import { readPoolSettings } from "../../../functions/pool/env";
import { defaultQuotas, REKOGNITION_REGIONS } from "../../../infra/rekognition/default-quotas";
import { environmentBytes, fitting } from "../../../infra/rekognition/pool-environment";
import { byType, inputText, type GraphResource } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const everywhere = graphOf("everywhere");
const MAX_BYTES = 4096;

function variablesOf(fn: GraphResource): Record<string, string> {
  return (fn.inputs["environment"] as { variables?: Record<string, string> }).variables ?? {};
}

/** Bytes of the functions' environment with the first Regions of the table; config's own values are left out. */
function bytesOf(count: number, operations: readonly OperationName[], quota?: number): number {
  const regions = REKOGNITION_REGIONS.slice(0, count).map((region) => {
    const quotas = operations.map((name) => [name, quota ?? defaultQuotas(region)?.[name]] as const);
    return { region, quotas: Object.fromEntries(quotas) };
  });
  return environmentBytes({ regions, operations }, {});
}

test("what does not fit fails the preview, with the bytes and what takes them", () => {
  const plan = { regions: [{ region: "eu-west-1", quotas: { DetectFaces: 5 } }], operations: OPERATION_NAMES };
  expect(fitting(plan, { PORTAL_ORIGINS: "x".repeat(3000) })).toBe(plan);
  const tooMuch = () => fitting(plan, { PORTAL_ORIGINS: "x".repeat(4000) });
  expect(tooMuch).toThrow(
    /need about 4\d{3} bytes of environment, and Lambda gives 4096: .*, config names too many groups/,
  );
});

describe("a pool of all 18 Regions with all seven operations", () => {
  const functions = byType(everywhere, "aws:lambda/function:Function");

  test.each(["rekognition", "image-ingest"])("fits into the environment of %s, and is read there whole", (name) => {
    const variables = variablesOf(functions.find((fn) => fn.name === name) as GraphResource);
    // With two lanes; the rest is for other names of config.
    expect(Buffer.byteLength(Object.entries(variables).flat().join(""))).toBeLessThan(MAX_BYTES - 100);
    const { pool } = readPoolSettings(name, {
      ...variables,
      AWS_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "2048",
    });
    expect(pool.regions).toHaveLength(18);
    for (const { region, quotas } of pool.regions) expect([region, quotas]).toEqual([region, defaultQuotas(region)]);
  });

  test("fits whatever the quotas are: raised ones take one digit more each", () => {
    const raised = bytesOf(18, OPERATION_NAMES, 1000) - bytesOf(18, OPERATION_NAMES, 100);
    expect(raised).toBe(18 * OPERATION_NAMES.length);
    expect(bytesOf(18, OPERATION_NAMES, 1000)).toBeLessThan(MAX_BYTES - 600);
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  test("is within what IAM takes: of a role all inline policies together, of a managed one each", () => {
    for (const role of byType(everywhere, "aws:iam/role:Role")) {
      const inline = byType(everywhere, "aws:iam/rolePolicy:RolePolicy").filter(
        (one) => one.inputs["role"] === role.id,
      );
      const size = inline.reduce((sum, policy) => sum + inputText(policy, "policy").length, 0);
      expect([role.name, size > 10_240]).toEqual([role.name, false]);
    }
    const managed = byType(everywhere, "aws:iam/policy:Policy");
    expect(managed).toHaveLength(2);
    for (const policy of managed) expect(inputText(policy, "policy").length).toBeLessThanOrEqual(6144);
  });

  /** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
  test("is within what a VPC takes: routes of a table, peerings of a network, rules of a security group", () => {
    const most = (type: string, key: string) => {
      const counts = new Map<unknown, number>();
      for (const { inputs } of byType(everywhere, type)) counts.set(inputs[key], (counts.get(inputs[key]) ?? 0) + 1);
      return Math.max(...counts.values());
    };
    expect(most("aws:ec2/route:Route", "routeTableId")).toBeLessThanOrEqual(50);
    expect(most("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "vpcId")).toBeLessThanOrEqual(50);
    expect(most("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "securityGroupId")).toBeLessThanOrEqual(60);
  });
});

test("the pool's lanes are in the stack's output, with those of unlisted callers and of images from the bucket", () => {
  const { lanes } = everywhere.outputs["rekognitionPool"] as { lanes: readonly { readonly weight: number }[] };
  const rest = { floor: 0.01, waitSeconds: 5, enforce: true };
  expect(lanes.map(({ weight, ...lane }) => ({ ...lane, oneIn: 1 / weight }))).toEqual([
    { group: "portal-users", oneIn: 1, ...rest },
    ...["batch-clients", "rekognition-users", "ingestion"].map((group) => ({ group, oneIn: 30, ...rest })),
  ]);
});
