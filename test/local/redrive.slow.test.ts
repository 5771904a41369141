import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { askControl, type PoolState } from "../../local/control";
import { signIn } from "../../local/identity/sign-in";
import { type LocalJson, readLocalJson } from "../../local/local-json";
import { makeJpeg } from "../../local/pictures";
import { callApi, type ApiCall } from "../../local/portal/through-a-door";
import { command, Started } from "./launcher";
import { until } from "../until";

/** An image fails until the queue hands it out no more, and is tried again by command. On the laptop a try comes every five seconds. */

const REGIONS = ["eu-central-1", "eu-west-1", "eu-west-2"];

let laptop: Started;
let at: LocalJson;
let token: string;

beforeAll(async () => {
  laptop = new Started("--ports", "free");
  await laptop.isReady();
  at = readLocalJson(projectRoot());
  token = (await signIn(at, "dave", at.scope)).accessToken;
});
afterAll(() => laptop.interrupt());

function api(call: Omit<ApiCall, "token">) {
  const door = at.doors["execute-api"];
  if (!door) throw new Error("There is no execute-api door.");
  return callApi(door, { id: at.apiId, stage: at.stage }, { ...call, token });
}

async function upload(): Promise<string> {
  const offered = await api({
    method: "POST",
    path: "/v1/images",
    body: { operations: [{ operation: "DetectFaces" }] },
  });
  const { imageId, upload: form } = offered.json as { imageId: string; upload: { url: string; fields: object } };
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, String(value));
  data.append(
    "file",
    new Blob([new Uint8Array(await makeJpeg({ width: 320, height: 240, patches: [] }))]),
    "badge.jpg",
  );
  expect((await fetch(form.url, { method: "POST", body: data })).status).toBe(204);
  return imageId;
}

const stateOf = async (imageId: string) => (await api({ method: "GET", path: `/v1/images/${imageId}` })).json["state"];

/** As the function's own log tells. */
function triesOf(imageId: string): number {
  const log = fs.readFileSync(path.join(projectRoot(), "build/laptop/image-ingest.log"), "utf8");
  return log.split("\n").filter((line) => line.includes("image_postponed") && line.includes(imageId)).length;
}

async function failed(): Promise<number | undefined> {
  const { waiting } = await askControl<PoolState>(at.control, "/pool");
  return Object.entries(waiting).find(([name]) => name.includes("failed"))?.[1];
}

test("what failed for good while every Region was sick is done after npm run redrive", async () => {
  for (const region of REGIONS) await command("fault", region, "access-denied");
  const imageId = await upload();
  await until(async () => (await failed()) === 1, 200);
  expect(await stateOf(imageId)).toBe("set_aside");
  expect(triesOf(imageId)).toBe(5);
  expect(await command("ingest-status")).toMatchObject({
    code: 0,
    stdout: "0 waiting, 0 in flight, 0 done, 0 failed, 0 postponed, 1 dead letters; nothing left to do\n",
    stderr: "",
  });

  for (const region of REGIONS) await command("fault", region, "off");
  expect(await command("redrive")).toMatchObject({
    code: 0,
    stdout: "1 failed image goes back to the queue, to be tried again.\n",
    stderr: "",
  });
  await until(async () => (await stateOf(imageId)) === "done", 200);
  expect((await command("ingest-status")).stdout).toContain(" 1 done, 0 failed, 0 postponed, 0 dead letters;");
  expect((await command("redrive")).stdout).toBe("Nothing waits among the failed images.\n");
});

test("npm run redrive takes no arguments, and says so", async () => {
  const { code, stderr } = await command("redrive", "eu-west-1");
  expect([code, stderr]).toEqual([
    2,
    '"eu-west-1" is one too many: npm run redrive -- [--name <name>]. See npm run redrive -- --help.\n',
  ]);
});

test("npm run redrive without a laptop names the command that starts one", async () => {
  await laptop.interrupt();
  const { code, stderr } = await command("redrive");
  expect([code, stderr]).toEqual([1, "The laptop is not running: run `npm start` first, in another terminal.\n"]);
});
