import * as http from "node:http";
import type { PoolControls } from "../../local/cloud/pool";
import { RekognitionRegion } from "../../local/cloud/rekognition/region";
import { askControl, Control, type PoolState } from "../../local/control";

const region = new RekognitionRegion("eu-west-1", { DetectFaces: 5 });
let redriven = 0;
const pool: PoolControls = {
  regions: () => [region.state()],
  setFault: (_, fault) => (region.fault = fault),
  waiting: () => ({ images: 2 }),
  isIdle: () => true,
  redrive: () => (redriven += 1),
  deleteExpired: () => 0,
};
const control = new Control(pool);

beforeAll(() => control.listen());
afterAll(() => control.close());

test("tells how the Regions and queues are, and switches faults", async () => {
  await askControl(control.url, "/fault", { region: "eu-west-1", fault: "slow" });
  const state = await askControl<PoolState>(control.url, "/pool");
  expect([state.regions[0]?.fault, state.waiting]).toEqual(["slow", { images: 2 }]);
  await askControl(control.url, "/fault", { region: "eu-west-1", fault: "off" });
  expect(region.fault).toBeUndefined();
  expect(await askControl(control.url, "/redrive", {})).toEqual({ redriven: 1 });
});

test("a laptop without a pool has nothing to put back, and says so", async () => {
  const without = new Control({ ...pool, regions: () => [] });
  await without.listen();
  await expect(askControl(without.url, "/redrive", {})).rejects.toThrow("The program has no Rekognition pool");
  await without.close();
});

test.each([
  [
    "/fault",
    { region: "eu-west-9", fault: "slow" },
    'There is no Region "eu-west-9" in the pool; there are eu-west-1.',
  ],
  ["/fault", { region: "eu-west-1", fault: "constructor" }, 'There is no fault "constructor"'],
  ["/nothing", {}, "There are GET /pool, POST /fault and POST /redrive."],
])("refuses %s %p in one sentence", async (path, body, says) => {
  await expect(askControl(control.url, path, body)).rejects.toThrow(says);
});

/** A page of another site can make a browser send a form, or come under a name of its own that leads here. */
test.each<[string, http.OutgoingHttpHeaders]>([
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["plain text that is JSON", { "content-type": "text/plain" }],
  ["another host name", { "content-type": "application/json", host: "evil.example" }],
])("takes no orders from a web page: %s", async (_, headers) => {
  const status = await new Promise((resolve, reject) => {
    const request = http.request(`${control.url}/fault`, { method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
    request.end(JSON.stringify({ region: "eu-west-1", fault: "reset" }));
  });
  expect([status, region.fault]).toEqual([403, undefined]);
});

test("a laptop that is gone is said to be gone", async () => {
  await expect(askControl("http://127.0.0.1:1", "/pool")).rejects.toThrow(
    "The laptop does not answer: run `npm start`",
  );
});
