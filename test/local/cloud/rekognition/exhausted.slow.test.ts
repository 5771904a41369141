import { makeJpeg } from "../../../../local/pictures";
import { type PoolCloud, startPoolCloud } from "../fixture/pool-cloud";
import { result, upload, waitingIn } from "../fixture/uploads";
import { until } from "../../../until";

/** The shipped program's own waiting times, to their end: no Region answers. */

let cloud: PoolCloud;
let jpeg: Buffer;

beforeAll(async () => {
  cloud = await startPoolCloud("dev");
  jpeg = await makeJpeg({ width: 320, height: 240, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
});
afterAll(() => cloud.close());
afterEach(() => {
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, undefined);
});

test("with every Region over its quota the caller is told to come back, in time", async () => {
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, "throttle");
  const reply = await cloud.api("POST", "/v1/rekognition/detect-faces", { Image: { Bytes: jpeg.toString("base64") } });
  expect([reply.status, reply.json["code"]]).toEqual([429, "too_many_requests"]);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(Number(reply.headers.get("retry-after"))).toBeLessThanOrEqual(3);
});

test("an upload while every Region fails is tried again, ends with the dead letters, and is done once it is put back", async () => {
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, "error-500");
  const { imageId } = await upload(cloud, jpeg, [{ operation: "DetectFaces" }]);
  await until(() => waitingIn(cloud, "failed") > 0);
  expect(waitingIn(cloud, "failed")).toBe(1);
  const setAside = await cloud.api("GET", `/v1/images/${imageId}`);
  expect(setAside.json).toMatchObject({ state: "set_aside", problem: { code: "upstream_unavailable" } });
  expect(setAside.headers.get("retry-after")).toBe("3600");
  for (const { region } of cloud.pool.regions()) cloud.pool.setFault(region, undefined);
  expect(cloud.pool.redrive()).toBe(1);
  await result(cloud, imageId, (state) => state === "done");
  expect(waitingIn(cloud, "failed")).toBe(0);
});
