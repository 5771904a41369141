import * as fs from "node:fs";
import { createServer, type Server } from "node:net";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import type { LocalJson } from "../../local/local-json";
import { command, Started } from "./launcher";

const root = projectRoot();
const localJson = path.join(root, "build/local.json");
describe("npm start", () => {
  let started: Started;
  beforeAll(async () => {
    started = new Started("--ports", "free");
    await started.isReady();
  });
  afterAll(() => started.interrupt());

  const addresses = () => JSON.parse(fs.readFileSync(localJson, "utf8")) as LocalJson;

  test("shows enforcement first, what was replaced, every door, and no warning, on one screen", () => {
    const lines = started.stdout.trim().split("\n");
    expect(lines.length).toBeLessThanOrEqual(28);
    expect(lines[1]).toMatch(/^IAM decisions {2}enforced: \d+ policies, hash [0-9a-f]{12}$/);
    expect(started.stdout).toMatch(/Substituted +authorizer ISSUER: http:\S+, in place of https:\/\/cognito-idp/);
    expect(started.stdout).toMatch(/Substituted +image-ingest RECEIVES: 6, in place of 1000/);
    expect(started.stdout).toMatch(/Shortened +new-images: .+ 5 s after it was received, in place of 70 s/);
    for (const { url } of Object.values(addresses().doors)) expect(started.stdout).toContain(url);
    expect(started.stdout + started.stderr).not.toMatch(/warn/i);
    expect(started.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("… "))).toEqual([]);
  });

  test("prints a curl that works and one that is refused", async () => {
    const token = (await command("token", "alice")).stdout.trim();
    for (const [label, status] of [
      ["Works", 200],
      ["Refused", 403],
    ] as const) {
      const line = started.stdout.split("\n").find((text) => text.startsWith(label)) ?? "";
      expect(line).toContain("$(npm run -s token -- alice)");
      const url = /http:\S+$/.exec(line)?.[0] ?? "";
      expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(status);
    }
  });

  test("leaves its addresses for its owner only, and no secret among them but the stand-in operator's", () => {
    expect(fs.statSync(localJson).mode & 0o777).toBe(0o600);
    expect(addresses()).toMatchObject({
      people: ["alice", "bob", "carol", "dave", "erin", "frank"],
      stage: "live",
      pid: expect.any(Number) as number,
    });
    // The operator's keys open this laptop and nothing else, and go with it: the file is their owner's alone.
    const { operator, ...others } = addresses();
    expect(operator).toBeDefined();
    const text = JSON.stringify(others);
    // Where tokens are to be had stands there (signIn); none of them does, as a value or as the name of one.
    expect(text).not.toMatch(/secret|password|eyJ|"[a-z_]*token"/i);
    for (const key of Object.entries(operator).filter(([name]) => /secret|token/i.test(name))) {
      expect(text).not.toContain(JSON.stringify(key[1]).slice(1, -1));
    }
  });

  test("npm run token prints a token and nothing else", async () => {
    const { stdout, stderr, code } = await command("token", "bob");
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  });

  test.each([
    [["mallory"], 1, 'The company has no "mallory". There are: alice, bob, carol, dave, erin, frank.\n'],
    [
      ["alcie"],
      1,
      'The company has no "alcie". Did you mean alice? There are: alice, bob, carol, dave, erin, frank.\n',
    ],
    [[], 1, "Say whose token, one of: alice, bob, carol, dave, erin, frank.\n"],
    [
      ["alice", "bob"],
      2,
      '"bob" is one too many: npm run -s token -- <person> [--name <name>]. See npm run -s token -- --help.\n',
    ],
  ])("npm run token -- %j says what is wrong", async (args, exit, message) => {
    const { stdout, stderr, code } = await command("token", ...args);
    expect({ stdout, stderr, code }).toEqual({ stdout: "", stderr: message, code: exit });
  });

  test("ends on Ctrl-C without a word, and takes its file along", async () => {
    const before = started.stderr;
    expect(await started.interrupt()).toBe(0);
    expect(started.stderr).toBe(before);
    expect(fs.existsSync(localJson)).toBe(false);
    const { stderr, code } = await command("token", "alice");
    expect({ stderr, code }).toEqual({
      stderr: "The laptop is not running: run `npm start` first, in another terminal.\n",
      code: 1,
    });
  });
});

describe("npm start, when it cannot", () => {
  test("names the port that is taken, and the way out, in one sentence", async () => {
    const squatter: Server = createServer();
    await new Promise<void>((resolve, reject) => squatter.once("error", reject).listen(4103, "127.0.0.1", resolve));
    const { stdout, stderr, code } = await command("start");
    squatter.close();
    expect({ stdout, stderr, code }).toEqual({
      stdout: "",
      stderr: "Port 4103 (studio) is taken by another program: end that one, or run `npm start -- --ports free`.\n",
      code: 1,
    });
  });

  test.each([
    ["--ports", "some", '--ports is "some": allowed are default, free. See npm start -- --help.\n'],
    ["--port", "4100", "npm start has no option --port. Did you mean --ports? See npm start -- --help.\n"],
  ])("refuses %s %s, and says what is allowed", async (option, value, sentence) => {
    const { stdout, stderr, code } = await command("start", option, value);
    expect({ stdout, stderr, code }).toEqual({ stdout: "", stderr: sentence, code: 2 });
  });
});
