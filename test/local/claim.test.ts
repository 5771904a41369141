import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { type Claim, claimName, isAlive } from "../../local/claim";
import { type Holder, localJsonFile, readHolder, readLocalJson } from "../../local/local-json";

let folder: string;
const held: Claim[] = [];
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "claim-"))));
afterEach(async () => {
  for (const claim of held.splice(0)) await claim.release();
  fs.rmSync(folder, { recursive: true });
});

async function claimed(name?: string): Promise<Claim> {
  const claim = await claimName(folder, name);
  held.push(claim);
  return claim;
}

/** Nothing but what the tests look at. */
const ADDRESSES = { portal: "http://127.0.0.1:4100", control: "http://127.0.0.1:1" } as Parameters<Claim["publish"]>[0];
const OTHER = "or run another one beside it: npm start -- --name";

function left(holder: Partial<Holder>, name?: string): Holder {
  const all = { pid: process.pid, host: os.hostname(), id: "left", alive: 9, ...holder };
  fs.mkdirSync(path.join(folder, "build"), { recursive: true });
  fs.writeFileSync(localJsonFile(folder, name), JSON.stringify(all));
  return all;
}

test("one laptop has the name; who comes second is told its pid and address, and changes nothing", async () => {
  const first = await claimed();
  const stop = `Stop it (Ctrl-C in its terminal), ${OTHER} second`;
  const start = `The laptop is already running in this folder: pid ${process.pid},`;
  await expect(claimName(folder)).rejects.toThrow(`${start} still starting. ${stop}`);
  expect(() => readLocalJson(folder)).toThrow(`The laptop is still starting (pid ${process.pid})`);
  first.publish(ADDRESSES);
  const before = fs.readFileSync(localJsonFile(folder), "utf8");
  await expect(claimName(folder)).rejects.toThrow(`${start} at http://127.0.0.1:4100. ${stop}`);
  expect(fs.readFileSync(localJsonFile(folder), "utf8")).toBe(before);
  expect(readLocalJson(folder)).toMatchObject({ ...ADDRESSES, pid: process.pid });
  expect(fs.readdirSync(path.join(folder, "build"))).toEqual(["local.json"]);
});

test("the file is its owner's alone to read, from the first moment: it will hold keys", async () => {
  const mode = () => (fs.statSync(localJsonFile(folder)).mode & 0o777).toString(8);
  const claim = await claimed();
  expect(mode()).toBe("600");
  claim.publish(ADDRESSES);
  expect(mode()).toBe("600");
});

test("laptops with names run beside each other, and a command that looks for another one is told which there are", async () => {
  await claimed("second");
  expect(() => readLocalJson(folder)).toThrow(
    "The laptop is not running: run `npm start` first, in another terminal. Running here: --name second.",
  );
  await claimed();
  await expect(claimName(folder, "second")).rejects.toThrow(
    `The laptop "second" is already running in this folder: pid ${process.pid}, still starting.`,
  );
  await expect(claimName(folder, "second")).rejects.toThrow(`${OTHER} third`);
  expect(() => readLocalJson(folder, "third")).toThrow(
    'The laptop "third" is not running: run `npm start -- --name third` first, in another terminal. ' +
      "Running here: --name second, one without a name.",
  );
});

test("of many that start at once exactly one gets the name, also over what a killed one left", async () => {
  for (const prepare of [() => undefined, () => left({ pid: 2 ** 22 + 1 })]) {
    prepare();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => claimed()));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const claim of held.splice(0)) await claim.release();
  }
  expect(fs.readdirSync(path.join(folder, "build"))).toEqual([]);
});

test.each<[string, Partial<Holder>]>([
  ["its process is gone", { pid: 2 ** 22 + 1 }],
  ["its number belongs to another process by now", { pid: process.pid, alive: 9 }],
])("a name that a killed laptop left is free: %s", async (_why, holder) => {
  left(holder);
  await claimed();
  expect(readHolder(localJsonFile(folder))).toMatchObject({ pid: process.pid });
});

test.each([
  ["another program has its port by now", "I am a mail server"],
  ["another program has it, and hangs up", ""],
])("a name that a killed laptop left is free: %s", async (_why, says) => {
  const squatter = createServer((socket) => socket.end(says));
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  expect(await isAlive(left({ alive: (squatter.address() as { port: number }).port }))).toBe(false);
  squatter.close();
});

test("a file that no laptop wrote is not a laptop", async () => {
  fs.mkdirSync(path.join(folder, "build"));
  for (const content of ["", "null", "[]", '{"pid":"1"}']) {
    fs.writeFileSync(localJsonFile(folder), content);
    await (await claimName(folder)).release();
  }
});

test("a laptop that is stopped or busy still runs", async () => {
  const script = `require("node:net").createServer((socket) => socket.end("left")).listen(0, "127.0.0.1", function () {
    process.stdout.write(String(this.address().port));
  });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  const port = await new Promise((resolve) => child.stdout.once("data", (said: Buffer) => resolve(Number(said))));
  const holder = left({ pid: child.pid ?? 0, alive: port as number });
  expect(await isAlive(holder)).toBe(true);
  child.kill("SIGSTOP");
  expect(await isAlive(holder)).toBe(true);
  await expect(claimName(folder)).rejects.toThrow("already running");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(await isAlive(holder)).toBe(false);
});

test("of another machine's laptop nothing can be known, so its name stays taken", async () => {
  left({ host: "elsewhere", pid: 2 ** 22 + 1 });
  await expect(claimName(folder)).rejects.toThrow(
    /pid 4194305 on elsewhere, still starting\. Stop it there, delete build.local\.json if it is gone, or run another/,
  );
});

test("a name is given back by its holder only", async () => {
  const claim = await claimName(folder);
  const another = left({ id: "another" });
  await claim.release();
  expect(readHolder(localJsonFile(folder))).toEqual(another);
});
