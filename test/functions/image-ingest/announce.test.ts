import type { SQSBatchResponse } from "aws-lambda";
import type { FunctionProcess } from "../function-process";
import { PoolWorld } from "../pool/pool-world";
import { THROTTLE } from "../pool/region-servers";
import { BUCKET } from "../pool/s3-server";
import { jpeg } from "../pool/test-images";
import { batch, droppedId, record } from "./events";
import { type Behaviour, EventsServer } from "./events-server";

/** A finished image is told to the event bus of config, once, and whatever becomes of that, it is finished. */

const BUS = "arn:aws:events:eu-central-1:111122223333:event-bus/images";
const DONE = { batchItemFailures: [] };

let world: PoolWorld;
let bus: EventsServer;
let ingest: FunctionProcess<SQSBatchResponse>;

beforeAll(async () => {
  world = await PoolWorld.start();
  bus = await EventsServer.start();
  const events = { EVENT_BUS: BUS, EVENTS_ENDPOINT: bus.url };
  ingest = world.spawn("image-ingest", { WAIT_SECONDS: "1", POOL: world.only("eu-west-1"), ...events });
});
afterAll(() => Promise.all([world.stop(), bus.stop()]));
beforeEach(() => {
  world.reset();
  bus.reset();
});

async function dropped(key: string, image: Buffer | Promise<Buffer> = jpeg()) {
  const versionId = world.s3.put(key, await image);
  return { versionId, message: batch([record({ key, versionId })]) };
}

const stateOf = (key: string) => world.table.items.get(droppedId(key))?.["state"];

test("what is told: which image, how it ended, and where it lies; nothing of the image or its results", async () => {
  const { versionId, message } = await dropped("in/ä b.jpg");
  expect(await ingest.answer(message)).toEqual(DONE);
  expect(bus.entries.map(({ Detail, ...entry }) => ({ ...entry, detail: JSON.parse(Detail) as unknown }))).toEqual([
    {
      EventBusName: BUS,
      Source: "private-ml-gateway.images",
      DetailType: "Image Analysed",
      detail: {
        version: 1,
        imageId: droppedId("in/ä b.jpg"),
        state: "done",
        bucket: BUCKET,
        key: "in/ä b.jpg",
        versionId,
      },
    },
  ]);
  expect(bus.scopes).toEqual(["events"]);
});

test("an image that cannot be analysed is told as such, and a message that comes twice is told once", async () => {
  const { message } = await dropped("text.jpg", Buffer.from("no image at all"));
  for (let times = 0; times < 2; times++) expect(await ingest.answer(message)).toEqual(DONE);
  expect(bus.entries.map(({ DetailType }) => DetailType)).toEqual(["Image Failed"]);
});

test("an image that is postponed is not told until it is finished", async () => {
  const { message } = await dropped("later.jpg");
  world.regions.script = () => THROTTLE;
  expect(await ingest.answer(message)).not.toEqual(DONE);
  expect(bus.entries).toEqual([]);
  world.regions.script = () => undefined;
  expect(await ingest.answer(message)).toEqual(DONE);
  expect(bus.entries).toHaveLength(1);
});

test.each<[Behaviour, string]>([
  ["deny", "AccessDeniedException"],
  ["break", "InternalException"],
  ["refuse-entry", "ThrottlingException"],
  ["hang", "TimeoutError"],
])(
  "a bus that answers with %p loses no result: the image is done, and the log says so",
  async (behaviour, errorName) => {
    bus.reset(behaviour);
    const key = `${behaviour}.jpg`;
    expect(await ingest.answer((await dropped(key)).message)).toEqual(DONE);
    expect(stateOf(key)).toEqual({ S: "done" });
    expect(await ingest.logged({ event: "upstream_failed", operation: "events:PutEvents", errorName })).toBeTruthy();
  },
);
