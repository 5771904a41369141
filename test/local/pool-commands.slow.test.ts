import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { CLIENT_FOLDER } from "../../local/client/write-client";
import { projectRoot } from "../../infra/project-root";
import { askControl, type PoolState } from "../../local/control";
import { readLocalJson } from "../../local/local-json";
import { until } from "../until";
import { consumerFaults } from "./client/consumer";
import { command, Started } from "./launcher";

/** A laptop runs; the other terminal drives load through it and makes a Region sick meanwhile. */

let laptop: Started;
beforeAll(async () => {
  laptop = new Started("--ports", "free");
  await laptop.isReady();
});
afterAll(() => laptop.interrupt());

test("the first screen names the Regions, and what to try", () => {
  expect(laptop.stdout).toMatch(/Rekognition +3 Regions: eu-central-1, eu-west-1, eu-west-2\. Try npm run load/);
  expect(laptop.stdout).toContain("dave (Rekognition only)");
});

test("no caller sees a Region that fails while load runs; the summary says who answered", async () => {
  const load = command("load", "--rps", "10", "--seconds", "6", "--operation", "detect-faces");
  // Not by the command, which on a busy machine is ready when the load is over.
  const { control } = readLocalJson(projectRoot());
  await until(async () => (await askControl<PoolState>(control, "/pool")).regions.some(({ answered }) => answered > 0));
  await askControl(control, "/fault", { region: "eu-west-1", fault: "error-500" });
  const { code, stdout, stderr } = await load;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Answered +60 \(100\.00 %\)$/m)]);
  expect(stdout).toMatch(/^429 +0 /m);
  expect(stdout).toMatch(/^in eu-west-2 +\d+$/m);
  expect(stdout).toMatch(/^p50, p99 +\d+ ms, \d+ ms$/m);
  expect(stderr).toMatch(/^ +eu-west-1 +\[[#.]{8}\] +\d+ answered +\d+ over quota +\d+ failed {3}error-500$/m);
  expect(stderr.split("\n").filter(({ length }) => length > 100)).toEqual([]);
  expect((await command("fault", "eu-west-1", "throttle")).stdout).toMatch(/^eu-west-1 +throttle$/m);
  expect((await command("fault", "eu-west-1", "off")).stdout).toMatch(/^eu-west-1 +well$/m);
});

test("two lanes side by side: who comes first under pressure, as the answers themselves say it", async () => {
  const lanes = ["--lane", "portal-users=2", "--lane", "batch-clients=40"];
  const { stdout } = await command("load", "--operation", "detect-protective-equipment", "--seconds", "3", ...lanes);
  const shares = ["portal-users", "batch-clients"].map((lane) => {
    const [, asked, answered] = new RegExp(`^ *${lane} +(\\d+) +(\\d+) `, "m").exec(stdout) ?? [];
    return { asked: Number(asked), share: Number(answered) / Number(asked) };
  });
  expect(shares.map(({ asked }) => asked)).toEqual([6, 120]);
  expect(shares[0]?.share).toBeGreaterThanOrEqual(shares[1]?.share ?? 1);
  expect(stdout).toMatch(/^Requests +126, 2 \(portal-users\) and 40 \(batch-clients\) a second for 3 s$/m);
});

test("npm run fault alone says how everything is, and which faults there are", async () => {
  const { code, stdout } = await command("fault");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^eu-central-1 +well$/m);
  expect(stdout).toMatch(/^ {2}black-hole +connections are made, and nothing is ever answered$/m);
  expect(stdout).toMatch(/failed\S*: 0 waiting$/m);
});

test("npm run drift prints what reading this laptop's stack takes", async () => {
  const { code, stdout } = await command("drift", "--permissions");
  const { Statement } = JSON.parse(stdout) as { Statement: readonly { Resource: unknown }[] };
  const { apiId } = readLocalJson(projectRoot());
  expect([code, Statement[0]?.Resource]).toEqual([
    0,
    expect.arrayContaining([expect.stringMatching(`/restapis/${apiId}$`)]),
  ]);
});

test("the portal serves the API's page, with a style sheet that its own policy lets in", async () => {
  const { portal } = readLocalJson(projectRoot());
  const page = await fetch(`${portal}/api.html`);
  expect(await page.text()).toMatch(
    /<link rel="stylesheet" href="\/api\.css"[^]+id="urn:private-ml-gateway:problem:access_denied"/,
  );
  expect(page.headers.get("content-security-policy")).toContain("style-src 'self'");
  expect(await (await fetch(`${portal}/api.css`)).text()).toContain("--paper");
});

test.each([
  [
    ["fault", "us-east-9", "off"],
    1,
    'There is no Region "us-east-9" in the pool; there are eu-central-1, eu-west-1, eu-west-2.',
  ],
  [["fault", "eu-west-1", "hungry"], 1, 'There is no fault "hungry"; there are off, throttle, '],
  [["fault", "eu-west-1"], 1, "Which fault should eu-west-1 have?\n  off "],
  [["load", "--rps", "many"], 2, '--rps is "many": it has to be a number from 0.1 to 500.'],
  [["load", "--operation", "detect-cats"], 2, '--operation is "detect-cats": allowed are compare-faces, '],
])("npm run %p is refused with what is allowed", async (args, exit, says) => {
  const { code, stderr } = await command(...args);
  expect([code, stderr]).toEqual([exit, expect.stringContaining(says)]);
  expect(stderr).not.toContain("    at ");
});

describe("npm run client", () => {
  test("makes a package whose example gets a link, an answer and an upload's result, and shows no token", async () => {
    const { code, stdout, stderr } = await command("client", "--try");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Studio of alice: a link that opens until \S+Z$/m);
    expect(stdout).toMatch(/^Faces: 3, found in eu-\w+-\d$/m);
    expect(stdout).toMatch(/^Upload: done \{"DetectLabels":\{"region":"eu-/m);
    expect(stdout).not.toMatch(/eyJ|token=/);
    const apiPage = fs.readFileSync(path.join(projectRoot(), CLIENT_FOLDER, "api.html"), "utf8");
    expect(apiPage).toMatch(/<style>[^]+--paper[^]+id="urn:private-ml-gateway:problem:access_denied"/);
  });

  test("whose example shows a refused person the problem, shortly", async () => {
    const { doors, stage } = readLocalJson(projectRoot());
    const token = (await command("token", "bob")).stdout.trim();
    const { stderr } = spawnSync(process.execPath, ["portal-example.js"], {
      cwd: path.join(projectRoot(), CLIENT_FOLDER),
      env: { ...process.env, GATEWAY_URL: `${doors["execute-api"]?.url ?? ""}/${stage}`, ACCESS_TOKEN: token },
      encoding: "utf8",
    });
    expect(stderr).toMatch(/^GatewayError: access_denied: .+ \(request [0-9a-f-]+\)$/m);
    expect(stderr).toContain("reason: 'no_rekognition_access'");
    expect(stderr.split("\n").length).toBeLessThan(40);
  });

  test("which a portal without node_modules compiles against, and not against what the API does not have", () => {
    expect(consumerFaults(path.join(projectRoot(), CLIENT_FOLDER))).toBe("");
  });
});
