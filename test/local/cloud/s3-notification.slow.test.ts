import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { startCloud } from "../../../local/cloud/cloud";
import { NotModelledError } from "../../../local/cloud/graph/not-modelled";
import { createdMessage } from "../../../local/cloud/s3/notification";
import { ObjectStore } from "../../../local/cloud/s3/object-store";
import type { Bucket } from "../../../local/cloud/s3/buckets";
import type { Graph, GraphResource } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-notification-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const BUCKET: Bucket = {
  name: "images",
  arn: "arn:aws:s3:::images",
  region: "eu-central-1",
  keepsVersions: true,
  corsRules: [],
  notifications: [],
};

function start(graph: Graph) {
  return startCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder: path.join(folder, "logs") });
}

function changed(type: string, inputs: Readonly<Record<string, unknown>>): Graph {
  const graph = graphOf("dev");
  const change = (resource: GraphResource): GraphResource =>
    resource.type === `aws:${type}`
      ? { ...resource, inputs: { ...resource.inputs, ...inputs }, outputs: { ...resource.outputs, ...inputs } }
      : resource;
  return { ...graph, resources: graph.resources.map(change) };
}

const policyFor = (sourceArn: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
      },
    ],
  });

test.each<[string, string, Readonly<Record<string, unknown>>]>([
  [
    "when the queue's policy lets another bucket announce",
    "sqs/queuePolicy:QueuePolicy",
    { policy: policyFor("arn:aws:s3:::other") },
  ],
  [
    "for a queue that is not the program's",
    "s3/bucketNotification:BucketNotification",
    {
      queues: [{ id: "x", queueArn: "arn:aws:sqs:eu-central-1:111122223333:other", events: ["s3:ObjectCreated:*"] }],
    },
  ],
  [
    "of a kind that is not stood in for",
    "s3/bucketNotification:BucketNotification",
    {
      queues: [{ id: "x", queueArn: "arn:aws:sqs:eu-central-1:111122223333:other", events: ["s3:ObjectRemoved:*"] }],
    },
  ],
  ["to a topic", "s3/bucketNotification:BucketNotification", { topics: [{ id: "x", topicArn: "arn:aws:sns:x" }] }],
])("a notification %s stops start-up, as AWS would not set it up", async (_, type, inputs) => {
  await expect(start(changed(type, inputs))).rejects.toThrow(NotModelledError);
});

test("a key is encoded in its event as in a form, once", () => {
  const put = (key: string) =>
    new ObjectStore().put(
      { bucket: "images", key, bytes: Buffer.from("1"), contentType: "x", metadata: {} },
      true,
      new Date(),
    );
  const keyIn = (key: string) => {
    const message = createdMessage(BUCKET, { id: "x", queueArn: "" }, put(key), "ObjectCreated:Put");
    return (message as { Records: [{ s3: { object: { key: string } } }] }).Records[0].s3.object.key;
  };
  expect(keyIn("a b/c+d%20ü.jpg")).toBe("a+b/c%2Bd%2520%C3%BC.jpg");
});

test("sequencers of one key grow with every event", () => {
  const store = new ObjectStore();
  const put = (time: number) =>
    store.put({ bucket: "b", key: "k", bytes: Buffer.alloc(1), contentType: "x", metadata: {} }, true, new Date(time))
      .sequencer;
  const sequencers = [put(1000), put(1000), put(2000), put(2_000_000_000_000)];
  expect([...sequencers].sort()).toEqual(sequencers);
});

test("the store forgets its oldest objects before it fills the laptop's memory", () => {
  const store = new ObjectStore();
  const bytes = Buffer.alloc(100 * 1024 * 1024);
  for (let index = 0; index < 7; index++)
    store.put({ bucket: "b", key: `k${index}`, bytes, contentType: "x", metadata: {} }, true, new Date());
  expect([store.find("b", "k0"), store.find("b", "k6")?.key]).toEqual([undefined, "k6"]);
});
