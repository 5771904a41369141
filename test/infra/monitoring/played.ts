import { makeJpeg } from "../../../local/pictures";
import type { RegionFault } from "../../../local/cloud/rekognition/faults";
import type { PoolCloud } from "../../local/cloud/fixture/pool-cloud";

/** What one minute of a stack's life wrote: the functions' events and the access log, as the laptop's run of the real bundles wrote them. */
export interface Minute {
  readonly events: Readonly<Record<string, readonly unknown[]>>;
  readonly requests: readonly Readonly<Record<string, string>>[];
}

const FUNCTIONS = ["authorizer", "studio-url", "rekognition", "image-ingest"] as const;
/** More than the least that is taken for a rate, and few enough to be played in seconds. */
const CALLS = 12;

/** Everything that is written while something happens. */
export async function minuteOf(cloud: PoolCloud, happening: () => Promise<unknown>): Promise<Minute> {
  const before = FUNCTIONS.map((name) => cloud.functions.logLines(name).length);
  const requestsBefore = cloud.accessLog.all().length;
  await happening();
  const events = FUNCTIONS.map((name, index) => {
    const lines = cloud.functions.logLines(name).slice(before[index]);
    // Lambda's own lines and Node's are not events.
    return [
      name,
      lines.filter((line) => line.startsWith('{"event"')).map((line) => JSON.parse(line) as unknown),
    ] as const;
  });
  const requests = cloud.accessLog.all().slice(requestsBefore);
  return {
    events: Object.fromEntries(events),
    requests: requests.map((line) => inNoMoreThanASecond(JSON.parse(line) as Record<string, string>)),
  };
}

export async function callPool(
  cloud: PoolCloud,
  fault?: RegionFault,
  regions: readonly string[] = [],
): Promise<Minute> {
  const Bytes = await makeJpeg({ width: 160, height: 120, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
  const body = { Image: { Bytes: Buffer.from(Bytes).toString("base64") } };
  for (const region of regions) cloud.pool.setFault(region, fault);
  const minute = await minuteOf(cloud, () =>
    Promise.all(Array.from({ length: CALLS }, () => cloud.api("POST", "/v1/rekognition/detect-faces", body))),
  );
  for (const region of regions) cloud.pool.setFault(region, undefined);
  return minute;
}

/** How long answers take here says how busy this machine is: alarms on latency are tried with numbers. */
function inNoMoreThanASecond(line: Record<string, string>): Record<string, string> {
  return { ...line, totalMs: String(Math.min(1000, Number(line["totalMs"]))) };
}

/** One after the other: a mint is for one person's click. */
export function mint(cloud: PoolCloud, domainId: string, times = 4): Promise<Minute> {
  const path = `/v1/studio/domains/${domainId}/profiles/alice/presigned-url`;
  return minuteOf(cloud, async () => {
    for (let count = 0; count < times; count += 1)
      await cloud.api("POST", path, {}, { name: "alice", groups: ["studio-users"] });
  });
}
