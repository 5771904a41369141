import type { Laptop } from "../../../local/laptop";
import { runningLaptop } from "../running-laptop";

let laptop: Laptop;
beforeAll(async () => {
  laptop = await runningLaptop("pool-portal");
}, 60_000);
afterAll(() => laptop.close());

const at = (path: string, init?: RequestInit) => fetch(`${laptop.portal.url}${path}`, { redirect: "manual", ...init });

test("the page shows each Region with every bucket, without a script", async () => {
  const page = await (await at("/rekognition")).text();
  for (const region of ["eu-central-1", "eu-west-1", "eu-west-2"]) expect(page).toContain(`data-region="${region}"`);
  expect(page.match(/<meter /g)).toHaveLength(21);
  expect(page).toMatch(/id="eu-west-1-DetectFaces" min="0" max="100" low="25" value="100"/);
});

test("the numbers alone come as JSON, and say nothing of anybody", async () => {
  const reply = await at("/rekognition/state");
  expect(reply.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const { regions } = (await reply.json()) as { regions: { region: string; operations: unknown[] }[] };
  expect(regions.map(({ region, operations }) => [region, operations.length])).toEqual([
    ["eu-central-1", 7],
    ["eu-west-1", 7],
    ["eu-west-2", 7],
  ]);
});

test.each(["/rekognition/fault", "/rekognition/send"])(
  "%s takes nothing from a page that is not ours, nor from anybody who is not signed in",
  async (path) => {
    const body = new URLSearchParams({
      token: "guessed",
      region: "eu-west-1",
      fault: "reset",
      operation: "detect-faces",
    });
    expect((await at(path, { method: "POST", body })).status).toBe(403);
    expect(laptop.cloud.pool.regions().some(({ fault }) => fault !== undefined)).toBe(false);
  },
);

test("there are no other pages below it", async () => {
  expect((await at("/rekognition/other")).status).toBe(404);
});
