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
