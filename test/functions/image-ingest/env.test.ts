import { readIngestSettings } from "../../../functions/image-ingest/env";
import { PoolWorld } from "../pool/pool-world";

let good: Record<string, string>;

beforeAll(async () => {
  const world = await PoolWorld.start();
  good = world.environment();
  await world.stop();
});

test.each([
  ["1", 1],
  ["1000", 1000],
])("RECEIVES may be %s", (RECEIVES, receives) => {
  expect(readIngestSettings({ ...good, RECEIVES }).receives).toBe(receives);
});

test.each(["0", "1001", "-1", "5.5", "many", ""])("RECEIVES may not be %j", (RECEIVES) => {
  expect(() => readIngestSettings({ ...good, RECEIVES })).toThrow("It must be a whole number from 1 to 1000.");
});

const BUS = "arn:aws:events:eu-central-1:111122223333:event-bus/images";
const ENDPOINT = "https://vpce-0a1b.events.eu-central-1.vpce.amazonaws.com";

test("finished images are announced on a bus where one is named, and nowhere otherwise", () => {
  const events = { EVENT_BUS: BUS, EVENTS_ENDPOINT: ENDPOINT };
  expect(readIngestSettings({ ...good, ...events }).eventBus).toEqual({ arn: BUS, endpoint: ENDPOINT });
  expect(readIngestSettings(good).eventBus).toBeUndefined();
});

test.each([
  [{ EVENT_BUS: BUS }, "EVENTS_ENDPOINT is missing. It must be the URL of a VPC endpoint."],
  [{ EVENTS_ENDPOINT: ENDPOINT }, "EVENT_BUS is missing. It must be the ARN of an event bus."],
  [{ EVENT_BUS: "images", EVENTS_ENDPOINT: ENDPOINT }, 'EVENT_BUS is "images". It must be the ARN of an event bus.'],
])("%j cannot be used", (events, says) => {
  expect(() => readIngestSettings({ ...good, ...events })).toThrow(says);
});
