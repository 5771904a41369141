import { DetectFacesCommand, DetectLabelsCommand } from "@aws-sdk/client-rekognition";
import { REGION_FAULTS, type RegionFault } from "../../../../local/cloud/rekognition/faults";
import { makeJpeg } from "../../../../local/pictures";
import type { Keys } from "../fixture/aws-clients";
import { type PoolCloud, startPoolCloud } from "../fixture/pool-cloud";
import { rekognition, thrown } from "../fixture/pool-clients";

let cloud: PoolCloud;
let keys: Keys;
let Bytes: Buffer;

beforeAll(async () => {
  const quotas = { "eu-central-1": { DetectFaces: 5, DetectLabels: 5 }, "eu-west-2": { DetectFaces: 50 } };
  cloud = await startPoolCloud("dev", { pool: { quotas } });
  keys = await cloud.keysOf("rekognition");
  Bytes = await makeJpeg({ width: 160, height: 120, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
});
afterAll(() => cloud.close());
afterEach(() => cloud.pool.setFault("eu-west-1", undefined));

const detect = (region = "eu-west-1", abortSignal?: AbortSignal) => {
  const options = abortSignal ? { abortSignal } : {};
  return rekognition(cloud, keys, region).send(new DetectFacesCommand({ Image: { Bytes } }), options);
};

/** As an unmodified SDK client meets them. */
test.each<[RegionFault, string | RegExp, string | RegExp, number | undefined]>([
  ["throttle", "ProvisionedThroughputExceededException", "Provisioned Rate exceeded", 400],
  ["ramp", "ThrottlingException", /^Slow down; sudden increase in rate/, 400],
  ["throttle-500", "ThrottlingException", "Service Unavailable", 500],
  ["error-500", "InternalServerError", "Internal server error", 500],
  ["html-503", "SyntaxError", /Unexpected token '?</, 503],
  ["reset", /^(TimeoutError|Error)$/, /ECONNRESET|socket hang up/, undefined],
  ["access-denied", "AccessDeniedException", /is not authorized to perform: rekognition:DetectFaces/, 400],
])("%s is %s", async (fault, name, message, status) => {
  cloud.pool.setFault("eu-west-1", fault);
  const error = await thrown(detect());
  expect(error.status).toBe(status);
  expect(error.name).toMatch(name);
  expect(error.message).toMatch(message);
});

test.each<[string, RegionFault]>([
  ["hang sends its headers and then nothing", "hang"],
  ["a black hole sends nothing at all", "black-hole"],
])("%s: only giving the whole call up ends it", async (_what, fault) => {
  cloud.pool.setFault("eu-west-1", fault);
  const error = await thrown(detect("eu-west-1", AbortSignal.timeout(700)));
  expect(error.name).toMatch(/AbortError|TimeoutError/);
});

test("an empty 200 is a success without a field", async () => {
  cloud.pool.setFault("eu-west-1", "empty-200");
  const { $metadata, ...answer } = await detect();
  expect([$metadata.httpStatusCode, answer]).toEqual([200, {}]);
});

test("what is switched on catches the calls that are on their way", async () => {
  const slow = await startPoolCloud("dev", { pool: { serviceMs: [3000, 3000] } });
  try {
    const client = rekognition(slow, await slow.keysOf("rekognition"));
    const call = thrown(client.send(new DetectFacesCommand({ Image: { Bytes } })));
    await new Promise((resolve) => setTimeout(resolve, 60));
    slow.pool.setFault("eu-west-1", "reset");
    expect((await call).message).toMatch(/ECONNRESET|socket hang up/);
  } finally {
    await slow.close();
  }
});

test("slow takes three times as long, and answers", async () => {
  const slow = await startPoolCloud("dev", { pool: { serviceMs: [1500, 1500] } });
  try {
    const keysOfPool = await slow.keysOf("rekognition");
    slow.pool.setFault("eu-west-1", "slow");
    const ended: string[] = [];
    const call = async (region: string) => {
      await rekognition(slow, keysOfPool, region).send(new DetectFacesCommand({ Image: { Bytes } }));
      ended.push(region);
    };
    await Promise.all([call("eu-west-1"), call("eu-west-2").then(() => call("eu-west-2"))]);
    expect(ended).toEqual(["eu-west-2", "eu-west-2", "eu-west-1"]);
  } finally {
    await slow.close();
  }
});

test("a fault is one Region's own, and every kind can be switched", async () => {
  for (const fault of Object.keys(REGION_FAULTS) as RegionFault[]) {
    cloud.pool.setFault("eu-west-1", fault);
    const faults = cloud.pool.regions().map((region) => region.fault);
    expect(faults).toEqual([undefined, fault, undefined]);
  }
  expect((await detect("eu-west-2")).FaceDetails).toHaveLength(1);
  expect(() => cloud.pool.setFault("us-west-9", "slow")).toThrow(
    'There is no Region "us-west-9" here; there are eu-central-1, eu-west-1, eu-west-2.',
  );
});

describe("quotas", () => {
  /** A bucket fills while the calls are under way: how long they took belongs to the expectation. */
  async function atOnce(calls: number, region: string) {
    const startedAt = performance.now();
    const names = await Promise.all(Array.from({ length: calls }, async () => (await thrown(detect(region))).name));
    const passed = names.filter((name) => name === "no error").length;
    return { names, passed, seconds: (performance.now() - startedAt) / 1000 };
  }

  test("of thirty calls at once as many pass as the quota has, and the rest are told so", async () => {
    const { names, passed, seconds } = await atOnce(30, "eu-central-1");
    expect(passed).toBeGreaterThanOrEqual(5);
    expect(passed).toBeLessThanOrEqual(Math.min(29, 8 + 5 * seconds));
    expect(new Set(names)).toEqual(new Set(["no error", "ProvisionedThroughputExceededException"]));
  });

  test("another operation, and another Region, has its own", async () => {
    const client = rekognition(cloud, keys, "eu-central-1");
    expect((await thrown(client.send(new DetectLabelsCommand({ Image: { Bytes } })))).name).toBe("no error");
    const elsewhere = await Promise.all(Array.from({ length: 30 }, () => thrown(detect("eu-west-2"))));
    expect(elsewhere.filter(({ name }) => name !== "no error")).toEqual([]);
  });

  test("another tenant leaves us half of it", async () => {
    cloud.pool.setFault("eu-west-2", "tenant");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { passed, seconds } = await atOnce(60, "eu-west-2");
    cloud.pool.setFault("eu-west-2", undefined);
    expect(passed).toBeGreaterThanOrEqual(25);
    expect(passed).toBeLessThanOrEqual(35 + 25 * seconds);
  });

  test("an operation without a quota does not exist there", async () => {
    const error = await thrown(
      rekognition(cloud, keys, "eu-west-2").send(new DetectLabelsCommand({ Image: { Bytes } })),
    );
    expect(error.name).toBe("UnknownOperationException");
  });
});
