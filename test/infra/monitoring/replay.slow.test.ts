import { REGION_FAULTS, type RegionFault } from "../../../local/cloud/rekognition/faults";
import { type PoolCloud, startPoolCloud } from "../../local/cloud/fixture/pool-cloud";
import { graphOf } from "../../variants";
import { Watch } from "../../../local/cloudwatch/watch";
import { callPool, type Minute, minuteOf, mint } from "./played";
import { redWithinFiveMinutes, write } from "./replay";

const graph = graphOf("dev");
const EVERYWHERE = ["eu-central-1", "eu-west-1", "eu-west-2"];
const QUOTAS = Object.fromEntries(EVERYWHERE.map((region) => [region, { DetectFaces: 30 }]));

let cloud: PoolCloud;
let domainId: string;
let quiet: readonly Minute[];

beforeAll(async () => {
  cloud = await startPoolCloud("dev", {
    pool: { quotas: QUOTAS },
    // Without lanes: those remember for some seconds that quota was short, and the faults follow each other faster.
    environment: { rekognition: { WAIT_SECONDS: "1", LANES: "" } },
  });
  domainId = String(new Watch(graph).named("aws:sagemaker/domain:Domain", "studio-domain").id);
  quiet = [await mint(cloud, domainId), await callPool(cloud)];
}, 120_000);
afterAll(() => cloud.close());

const replay = (minute: Minute) => redWithinFiveMinutes(graph, quiet, (watch, at) => write(watch, at, minute));

test("what is replayed was served", () => {
  const [mints, calls] = quiet.map(({ requests }) => requests.map(({ status }) => status));
  expect([new Set(mints), new Set(calls)]).toEqual([new Set(["200"]), new Set(["200"])]);
});

/**
 * What raises what, and where it is played. The first two in one Region each, that a call waits for; the others in every Region, because
 * the pool asks a Region that has just been sick last of all.
 */
const BY_FAULT: Readonly<Record<RegionFault, readonly [alarm: string, regions: readonly string[]]>> = {
  hang: ["region-cooling", ["eu-west-1"]],
  "black-hole": ["region-cooling", ["eu-west-2"]],
  throttle: ["region-throttled", EVERYWHERE],
  ramp: ["region-throttled", EVERYWHERE],
  "throttle-500": ["region-cooling", EVERYWHERE],
  "error-500": ["region-cooling", EVERYWHERE],
  "html-503": ["region-cooling", EVERYWHERE],
  reset: ["region-cooling", EVERYWHERE],
  "access-denied": ["region-config-fault", EVERYWHERE],
  "empty-200": ["region-cooling", EVERYWHERE],
  // Calls that name an object in S3 are off in dev, slow answers come in time, and half of the quotas is enough for this load.
  "s3-throttle": ["", EVERYWHERE],
  slow: ["", EVERYWHERE],
  tenant: ["", EVERYWHERE],
};

test.each(Object.entries(BY_FAULT) as [RegionFault, (typeof BY_FAULT)[RegionFault]][])(
  "the fault %s raises its alarm",
  async (fault, [alarm, regions]) => {
    const red = replay(await callPool(cloud, fault, regions));
    if (alarm === "") expect(red).toEqual([]);
    else expect(red).toContain(alarm);
  },
  60_000,
);

test("every fault that the laptop knows is among them", () => {
  expect(Object.keys(BY_FAULT).sort()).toEqual(Object.keys(REGION_FAULTS).sort());
});

test("Regions that all fail cost the pool its objective, and all over quota are said so", async () => {
  const failed = replay(await callPool(cloud, "error-500", EVERYWHERE));
  expect(failed).toEqual(expect.arrayContaining(["pool-availability-fast", "region-cooling"]));
  const full = replay(await callPool(cloud, "throttle", EVERYWHERE));
  expect(full).toEqual(expect.arrayContaining(["pool-out-of-quota", "region-throttled"]));
}, 120_000);

test("SageMaker refusing the mint is a refusal by IAM, and costs Studio its objective", async () => {
  cloud.studio().scriptFault("CreatePresignedDomainUrl", "access-denied", 100);
  const refused = await mint(cloud, domainId);
  cloud.studio().clearFaults();
  expect(replay(refused)).toEqual(expect.arrayContaining(["access-denied", "mint-availability-fast"]));
});

test("answers that take twenty seconds cost Studio and the pool their objectives for latency", () => {
  const red = quiet.map((minute) =>
    replay({ ...minute, requests: minute.requests.map((line) => ({ ...line, totalMs: "20000" })) }),
  );
  expect(red).toEqual([
    expect.arrayContaining(["mint-latency-slow"]) as unknown,
    expect.arrayContaining(["pool-latency-slow"]) as unknown,
  ]);
});

test("one request id stands in the access log, the function's events and the problem's body", async () => {
  cloud.studio().scriptFault("CreatePresignedDomainUrl", "access-denied", 1);
  const path = `/v1/studio/domains/${domainId}/profiles/alice/presigned-url`;
  const bodies: unknown[] = [];
  const { events, requests } = await minuteOf(cloud, async () => {
    for (const _ of ["refused by AWS", "minted"])
      bodies.push((await cloud.api("POST", path, {}, { name: "alice", groups: ["studio-users"] })).json);
  });
  const [refused, minted] = requests.map(({ requestId }) => requestId);
  expect(bodies[0]).toMatchObject({ requestId: refused, instance: `urn:private-ml-gateway:request:${refused ?? ""}` });
  expect(events["studio-url"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: "upstream_failed", requestId: refused }) as unknown,
      expect.objectContaining({ event: "studio_url_minted", requestId: minted }) as unknown,
    ]),
  );
  expect(refused).not.toBe(minted);
});

test("an issuer without its key set is told at once, and refuses everyone without earlier keys", async () => {
  const closed = await startPoolCloud("dev", {
    environment: { authorizer: { KEY_SET_URL: "http://127.0.0.1:1/keys" } },
  });
  try {
    const refused = await mint(closed, domainId);
    expect(replay(refused)).toEqual(
      expect.arrayContaining(["authorizer-failed", "key-set-unavailable", "mint-availability-fast"]),
    );
  } finally {
    await closed.close();
  }
}, 120_000);

test("a quiet day raises no alarm, with its one broken connection", async () => {
  const watch = new Watch(graph);
  const broken = await callPool(cloud, "reset", EVERYWHERE);
  const [one] = (broken.events["rekognition"] ?? []).filter((each) => JSON.stringify(each).includes("region_refused"));
  const red: string[] = [];
  for (let at = 0; at < 1440; at += 1) {
    if (at % 5 === 0) for (const minute of quiet) write(watch, at, minute);
    if (at === 700) write(watch, at, { events: { rekognition: [one] }, requests: [] });
    if (at % 5 === 4 || at === 700) red.push(...watch.red(at));
  }
  expect(one).toMatchObject({ event: "region_refused", kind: "FAULT" });
  expect(red).toEqual([]);
});
