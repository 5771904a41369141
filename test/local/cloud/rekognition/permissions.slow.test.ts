import {
  DetectFacesCommand,
  DetectModerationLabelsCommand,
  ListCollectionsCommand,
  RekognitionClient,
} from "@aws-sdk/client-rekognition";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { makeJpeg } from "../../../../local/pictures";
import type { Keys } from "../fixture/aws-clients";
import { type PoolCloud, startPoolCloud } from "../fixture/pool-cloud";
import { rekognition, s3, thrown } from "../fixture/pool-clients";
import { until } from "../../../until";

let cloud: PoolCloud;
let keys: Keys;
let Bytes: Buffer;

/** With everything on: S3Object, shared prefixes, and a Region (ca-central-1) that images may not go to. */
beforeAll(async () => {
  cloud = await startPoolCloud("pool");
  keys = await cloud.keysOf("rekognition");
  Bytes = await makeJpeg({ width: 160, height: 120, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
});
afterAll(() => cloud.close());

const detect = (client: RekognitionClient) => thrown(client.send(new DetectFacesCommand({ Image: { Bytes } })));
const lastDenial = () => cloud.decisions.all().findLast(({ allowed }) => !allowed);

test("the function may, in each Region through that Region's own endpoint", async () => {
  for (const region of ["eu-central-1", "eu-west-1", "us-east-1"])
    expect([region, (await detect(rekognition(cloud, keys, region))).name]).toEqual([region, "no error"]);
});

test("not through an endpoint that is not ours, and not over the internet", async () => {
  for (const door of ["internet", "foreign-execute-api"]) {
    const error = await detect(rekognition(cloud, keys, "eu-west-1", door));
    expect([door, error.name, error.status]).toEqual([door, "AccessDeniedException", 400]);
    expect(lastDenial()).toMatchObject({ door, sid: "DenyRekognitionUnlessThroughOurEndpoints" });
  }
});

test("not in a Region that images may not go to, even through its own endpoint", async () => {
  expect((await detect(rekognition(cloud, keys, "ca-central-1"))).name).toBe("AccessDeniedException");
  expect(lastDenial()?.sid).toBe("DenyRekognitionOutsideTheAllowedRegions");
});

test("not an operation that is not enabled, not even to be told that there is no such thing", async () => {
  const error = await thrown(rekognition(cloud, keys).send(new ListCollectionsCommand({})));
  expect(error.name).toBe("AccessDeniedException");
});

test("not with another function's role, at any door", async () => {
  const others = await cloud.keysOf("studio-url");
  expect((await detect(rekognition(cloud, others))).name).toBe("AccessDeniedException");
  expect(lastDenial()?.service).toBe("rekognition");
});

test("an endpoint leads to its own Region: what is signed for another does not match", async () => {
  const error = await detect(rekognition(cloud, keys, "eu-central-1", "rekognition-eu-west-1"));
  expect(error.name).toBe("InvalidSignatureException");
});

test("unsigned, or with a wrong secret, nobody gets anywhere", async () => {
  const wrong = { ...keys, secretAccessKey: "x".repeat(40) };
  expect((await detect(rekognition(cloud, wrong))).name).toBe("InvalidSignatureException");
  const reply = await fetch(cloud.door("rekognition-eu-west-1").url, {
    method: "POST",
    headers: { "x-amz-target": "RekognitionService.DetectFaces", "content-type": "application/x-amz-json-1.1" },
    body: "{}",
  });
  expect(await reply.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
});

test("a review flow or an adapter is known in its own Region only", async () => {
  const arn = (region: string) => `arn:aws:rekognition:${region}:111122223333:project/p/version/v/1700000000000`;
  const ask = (region: string) =>
    thrown(
      rekognition(cloud, keys).send(
        new DetectModerationLabelsCommand({ Image: { Bytes }, ProjectVersion: arn(region) }),
      ),
    );
  expect((await ask("eu-west-1")).name).toBe("no error");
  expect((await ask("us-east-1")).name).toBe("ResourceNotFoundException");
});

describe("an object that a call names", () => {
  const Name = "reference/badge.jpg";
  const ask = (who: Keys, region: string, object: object = {}) =>
    thrown(
      rekognition(cloud, who, region).send(
        new DetectFacesCommand({ Image: { S3Object: { Bucket: cloud.variables["IMAGES_BUCKET"], Name, ...object } } }),
      ),
    );

  beforeAll(async () => {
    const client = s3(cloud, await cloud.keysOf("scanner"), "s3");
    await client.send(new PutObjectCommand({ Bucket: cloud.variables["IMAGES_BUCKET"], Key: Name, Body: Bytes }));
  });

  test("is read by Rekognition with the caller's permission, through no endpoint of ours", async () => {
    expect((await ask(keys, "eu-central-1")).name).toBe("no error");
    const reading = cloud.decisions.all().findLast(({ action }) => action === "s3:GetObject");
    expect(reading).toMatchObject({ door: "inside-aws", allowed: true, sid: "AllowRekognitionToReadImagesForUs" });
  });

  test.each<[string, string, object]>([
    ["in another Region than the bucket's", "eu-west-1", {}],
    ["that does not exist", "eu-central-1", { Name: "reference/nothing.jpg" }],
    ["that the caller may not read", "eu-central-1", { Name: `uploads/${"a".repeat(43)}/x` }],
    ["in a bucket that is not the program's", "eu-central-1", { Bucket: "somebody-elses" }],
    ["in a version that it has not got", "eu-central-1", { Version: "nothing" }],
  ])("%s cannot be got at", async (_, region, object) => {
    expect(await ask(keys, region, object)).toMatchObject({
      name: "InvalidS3ObjectException",
      message: "Unable to get object metadata from S3. Check object key, region and/or access permissions.",
    });
  });

  test("has a limit of its own, Rekognition's for reading from S3", async () => {
    cloud.pool.setFault("eu-central-1", "s3-throttle");
    expect(await ask(keys, "eu-central-1")).toMatchObject({
      name: "ProvisionedThroughputExceededException",
      message: "S3 download limit exceeded",
    });
    expect((await detect(rekognition(cloud, keys, "eu-central-1"))).name).toBe("no error");
    cloud.pool.setFault("eu-central-1", undefined);
  });

  test("is out of reach while the program does not let Rekognition read the bucket", async () => {
    const closed = await startPoolCloud("dev");
    try {
      const scanner = s3(closed, await closed.keysOf("scanner"), "s3");
      const Bucket = closed.variables["IMAGES_BUCKET"];
      await scanner.send(new PutObjectCommand({ Bucket, Key: Name, Body: Bytes }));
      const who = await closed.keysOf("image-ingest");
      const command = new DetectFacesCommand({ Image: { S3Object: { Bucket, Name } } });
      const error = await thrown(rekognition(closed, who, "eu-central-1").send(command));
      expect(error.name).toBe("InvalidS3ObjectException");
      const denial = closed.decisions.all().findLast(({ allowed }) => !allowed);
      expect(denial).toMatchObject({ door: "inside-aws", action: "s3:GetObject", effect: "Deny" });
    } finally {
      await closed.close();
    }
  });
});

describe("the event bus", () => {
  const KEY = "reference/announced.jpg";
  const OURS = { Source: "private-ml-gateway.images", DetailType: "Image Analysed", Detail: "{}" };

  test("hears of each image that is finished, by the events endpoint", async () => {
    const scanner = s3(cloud, await cloud.keysOf("scanner"), "s3");
    await scanner.send(new PutObjectCommand({ Bucket: cloud.variables["IMAGES_BUCKET"], Key: KEY, Body: Bytes }));
    const heard = () => cloud.eventBuses.all().find(({ detail }) => (detail as { key?: string }).key === KEY);
    await until(() => heard() !== undefined);
    expect(heard()).toMatchObject({
      source: "private-ml-gateway.images",
      "detail-type": "Image Analysed",
      account: "111122223333",
      region: "eu-central-1",
      detail: { version: 1, state: "done", bucket: cloud.variables["IMAGES_BUCKET"] },
    });
    const put = cloud.decisions.all().find(({ action }) => action === "events:PutEvents");
    expect(put).toMatchObject({ door: "events", allowed: true, sid: "AllowFinishedImagesToBeAnnounced" });
  });

  test.each<[string, object, string, "image-ingest" | "rekognition"]>([
    ["in another name", { Source: "com.example.orders" }, "events", "image-ingest"],
    ["of another kind", { DetailType: "Order Placed" }, "events", "image-ingest"],
    ["on another bus", { EventBusName: "orders" }, "events", "image-ingest"],
    ["over the internet", {}, "internet", "image-ingest"],
    ["from the rekognition function", {}, "events", "rekognition"],
  ])("takes no event %s", async (_, change, door, who) => {
    const [before, credentials] = [cloud.eventBuses.all().length, await cloud.keysOf(who)];
    const endpoint = cloud.door(door).url;
    const client = new EventBridgeClient({ region: "eu-central-1", credentials, endpoint, maxAttempts: 1 });
    const command = new PutEventsCommand({ Entries: [{ ...OURS, ...change }] });
    expect((await thrown(client.send(command))).name).toBe("AccessDeniedException");
    expect(cloud.eventBuses.all()).toHaveLength(before);
  });
});
