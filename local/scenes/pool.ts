import { routePath } from "../../functions/contract/routes";
import { bodyFor } from "../load/drive";
import { makeJpeg } from "../pictures";
import type { HttpAnswer } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief, type World } from "./world";

const OPERATION = "detect-faces";
/** The resource's name in the program. */
const FUNCTION = "rekognition";

export const facesFromSomewhere: Scene = {
  name: "dave, of the Rekognition group, is told what is on his image and which Region saw it; bob, who is not, never reaches the function",
  async play(world) {
    const answer = await analyse(world, "dave");
    const found = answer.json["FaceDetails"];
    demand(answer.status === 200 && Array.isArray(found) && found.length === 1, `dave got ${inBrief(answer)}`);
    const before = world.laptop.cloud.functions.invocations(FUNCTION);
    const refused = await analyse(world, "bob");
    demand(refused.status === 403, `bob got ${inBrief(refused)}`);
    const calls = world.laptop.cloud.functions.invocations(FUNCTION) - before;
    demand(calls === 0, `the function was invoked ${calls} times`);
    return `one face from ${regionOf(answer)}; bob ${world.refusal(refused, { layer: "authorizer" })}`;
  },
};

export const sickRegion: Scene = {
  name: "a Region fails, another is out of quota: every call is answered by the one that is left",
  async play(world) {
    const { pool } = world.laptop.cloud;
    const [failing = "", throttled = "", well = ""] = pool.regions().map(({ region }) => region);
    try {
      pool.setFault(failing, "error-500");
      pool.setFault(throttled, "throttle");
      const answers = await Promise.all(Array.from({ length: 6 }, () => analyse(world, "dave")));
      const seen = answers.map((answer) => `${answer.status} ${regionOf(answer)}`);
      demand(
        seen.every((one) => one === `200 ${well}`),
        `the callers saw ${seen.join(", ")}`,
      );
      return `${failing} error-500, ${throttled} throttle: 6 times 200 from ${well}`;
    } finally {
      for (const region of [failing, throttled]) pool.setFault(region, undefined);
    }
  },
};

export const upload: Scene = {
  name: "dave uploads an image through the office's S3 endpoint and reads what was found; the same form does nothing at other doors",
  async play(world) {
    const offered = await poolApi(world, "POST", routePath("upload-image", {}), {
      operations: [{ operation: "DetectFaces" }],
    });
    const { imageId, upload: form } = offered.json as { imageId?: string; upload?: UploadForm };
    demand(offered.status === 200 && form !== undefined, `the offer was ${inBrief(offered)}`);
    for (const door of ["internet", "s3-gateway", "foreign-studio"]) {
      const status = await send(form, world.door(door).url);
      demand(status === 403, `the ${door} door answered ${status}`);
    }
    const sent = await send(form);
    demand(sent === 204, `the office's door answered ${sent}`);
    const state = await settled(world, imageId ?? "");
    demand(state === "done", `the image is ${state}`);
    return `403 at three doors, 204 at the office's; the image is ${state}`;
  },
};

interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

async function analyse(world: World, person: string): Promise<HttpAnswer> {
  const body = bodyFor(OPERATION, await picture());
  return poolApi(world, "POST", routePath("call-rekognition", { operation: OPERATION }), body, person);
}

async function poolApi(world: World, method: "GET" | "POST", path: string, body?: unknown, person = "dave") {
  const token = await world.token(person);
  return world.api("execute-api", { method, path, token, ...(body !== undefined && { body }) });
}

/** @param door another one than the form names */
async function send(form: UploadForm, door?: string): Promise<number> {
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append("file", new Blob([new Uint8Array(await picture())]), "image.jpg");
  const address = door === undefined ? form.url : `${door}${new URL(form.url).pathname}`;
  const response = await fetch(address, { method: "POST", body: data });
  await response.arrayBuffer();
  return response.status;
}

async function settled(world: World, imageId: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { json } = await poolApi(world, "GET", routePath("read-result", { imageId }));
    if (json["state"] === "done" || json["state"] === "failed") return json["state"];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return "not analysed after ten seconds";
}

function picture(): Promise<Buffer> {
  return makeJpeg({ width: 320, height: 240, patches: [{ x: 0.5, y: 0.5, radius: 0.2 }] });
}

function regionOf({ headers }: HttpAnswer): string {
  return headers.get("x-rekognition-region") ?? "no Region";
}
