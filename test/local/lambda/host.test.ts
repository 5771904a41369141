import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import type { FunctionSpec } from "../../../local/lambda/function-spec";
import { LambdaHost } from "../../../local/lambda/host";
import { until } from "../../until";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-host-"));
const hosts: LambdaHost[] = [];

afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A host with one function "f" whose module is the given code. */
function hostOf(
  code: string,
  changes: Partial<FunctionSpec> = {},
  environment: Record<string, string> = {},
): LambdaHost {
  const codeFolder = fs.mkdtempSync(path.join(folder, "code-"));
  fs.writeFileSync(path.join(codeFolder, "index.js"), code);
  const spec: FunctionSpec = {
    name: "f",
    functionName: "f-1234567",
    arn: "arn:aws:lambda:eu-central-1:111122223333:function:f-1234567",
    codeFolder,
    handler: "index.handler",
    timeoutSeconds: 60,
    memoryMb: 128,
    roleArn: "arn:aws:iam::111122223333:role/f",
    isInVpc: false,
    logGroup: "f-log",
    variables: {},
    ...changes,
  };
  const host = new LambdaHost({
    functions: [spec],
    runtimeBundle: path.join(projectRoot(), "build/local/lambda-runtime.js"),
    environmentOf: (own) => ({ _HANDLER: own.handler, LAMBDA_TASK_ROOT: own.codeFolder, ...environment }),
    logFolder: path.join(folder, "logs"),
  });
  hosts.push(host);
  return host;
}

test("the handler gets the event and its result comes back as JSON would carry it", async () => {
  const host = hostOf(`exports.handler = async (event) => ({ ...event, gone: undefined, at: new Date(0) });`);
  expect(await host.invoke("f", { a: 1 })).toEqual({ ok: true, payload: { a: 1, at: "1970-01-01T00:00:00.000Z" } });
});

test("a handler that returns nothing answers null", async () => {
  expect(await hostOf(`exports.handler = async () => {};`).invoke("f", {})).toEqual({ ok: true, payload: null });
});

test("the module is loaded once; warming loads it before the first event", async () => {
  const host = hostOf(`let n = 0; console.log("loaded"); exports.handler = async () => ++n;`);
  expect(await host.warm("f")).toEqual({ ok: true, payload: null });
  expect(host.invocations("f")).toBe(0);
  expect(await host.invoke("f", {})).toEqual({ ok: true, payload: 1 });
  expect(await host.invoke("f", {})).toEqual({ ok: true, payload: 2 });
  expect(host.logLines("f")).toEqual(["loaded"]);
});

test("events of one function are handled one at a time, in order", async () => {
  const host = hostOf(`
    let busy = 0;
    exports.handler = async (event) => { busy += 1; await new Promise((go) => setTimeout(go, 5)); return [event, busy--]; };`);
  const results = await Promise.all([1, 2, 3, 4].map((event) => host.invoke("f", event)));
  expect(results).toEqual([1, 2, 3, 4].map((event) => ({ ok: true, payload: [event, 1] })));
});

describe("a function with concurrency of its own", () => {
  const SLOW = `exports.handler = async (event) => { await new Promise((go) => setTimeout(go, event.ms ?? 100)); return process.pid; };`;
  const pids = (results: readonly { ok: boolean; payload?: unknown }[]) =>
    new Set(results.map(({ payload }) => payload));

  test("has up to four environments, and more events than that share them", async () => {
    // Each event ends only once five of them are in the environment at the same time.
    const host = hostOf(
      `const inside = [];
       exports.handler = () => new Promise((go) => {
         if (inside.push(go) === 5) for (const each of inside.splice(0)) each(process.pid);
       });`,
      { atOnce: 50 },
    );
    await host.warm("f");
    const results = await Promise.all(Array.from({ length: 20 }, () => host.invoke("f", {})));
    expect(pids(results).size).toBe(4);
  });

  test("takes an idle environment before a new one", async () => {
    const host = hostOf(SLOW, { atOnce: 50 });
    const results = [];
    for (let turn = 0; turn < 4; turn++) results.push(await host.invoke("f", { ms: 1 }));
    expect(pids(results).size).toBe(1);
  });

  test("is refused what goes beyond it, in Lambda's words", async () => {
    const host = hostOf(SLOW, { atOnce: 2 });
    const results = await Promise.all(Array.from({ length: 3 }, () => host.invoke("f", {})));
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(results[2]).toMatchObject({ error: { errorType: "TooManyRequestsException" } });
    expect((await host.invoke("f", {})).ok).toBe(true);
  });

  test("loses an event that is too slow, and the ones that share its environment still end", async () => {
    const done = path.join(folder, "done");
    const host = hostOf(
      `const { existsSync } = require("node:fs");
       exports.handler = ({ isSlow }) => new Promise((go) => {
         console.log("begun");
         setInterval(() => !isSlow && existsSync(${JSON.stringify(done)}) && go("ended"), 5);
       });`,
      { atOnce: 50, timeoutSeconds: 6 },
    );
    const slow = Array.from({ length: 4 }, () => host.invoke("f", { isSlow: true }));
    await until(() => host.logLines("f").length === 4);
    // Half a limit later, so that half a limit remains for it when the one beside it is lost.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const other = host.invoke("f", { isSlow: false });
    for (const lost of await Promise.all(slow))
      expect(lost).toMatchObject({ error: { errorType: "Sandbox.Timedout" } });
    fs.writeFileSync(done, "");
    expect(await other).toEqual({ ok: true, payload: "ended" });
  });
});

test("an error has its class, message and stack, and the next event works", async () => {
  const host = hostOf(
    `exports.handler = async (event) => { if (event.fail) throw new RangeError("too far"); return "fine"; };`,
  );
  const result = await host.invoke("f", { fail: true });
  expect(result).toMatchObject({ ok: false, error: { errorType: "RangeError", errorMessage: "too far" } });
  expect(await host.invoke("f", {})).toEqual({ ok: true, payload: "fine" });
});

test("a function over its timeout is killed and starts afresh", async () => {
  const host = hostOf(
    `let n = 0; exports.handler = async (event) => { n += 1; if (event.hang) await new Promise(() => setInterval(() => 0, 1000)); return n; };`,
    { timeoutSeconds: 3 },
  );
  const result = await host.invoke("f", { hang: true });
  expect(result).toMatchObject({ ok: false, error: { errorType: "Sandbox.Timedout" } });
  expect(!result.ok && result.error.errorMessage).toMatch(/^\S+Z [0-9a-f-]{36} Task timed out after 3\.00 seconds$/);
  expect(await host.invoke("f", {})).toEqual({ ok: true, payload: 1 });
});

test("a function that blocks its process is killed too", async () => {
  const host = hostOf(`exports.handler = async () => { for (;;); };`, { timeoutSeconds: 1 });
  expect(await host.invoke("f", {})).toMatchObject({ ok: false, error: { errorType: "Sandbox.Timedout" } });
});

describe("a function that takes more memory than it has", () => {
  const KILLED = {
    ok: false,
    error: { errorType: "Runtime.ExitError", errorMessage: "Error: Runtime exited with error: signal: killed" },
  };
  const TAKES = `
    const wait = (ms) => new Promise((go) => setTimeout(go, ms));
    exports.handler = async ({ megabytes, hold = 0 }) => {
      const taken = Buffer.alloc(megabytes * 2 ** 20, 1);
      await wait(hold);
      return taken[0];
    };`;

  test("is killed, its event fails as on Lambda, the log says why, and the next event gets a new process", async () => {
    const host = hostOf(TAKES, { memoryMb: 256, timeoutSeconds: 60 });
    expect(await host.invoke("f", { megabytes: 20 })).toEqual({ ok: true, payload: 1 });
    expect(await host.invoke("f", { megabytes: 400, hold: 30_000 })).toEqual(KILLED);
    expect(host.logLines("f").join()).toMatch(
      /^REPORT Memory Size: 256 MB Max Memory Used: \d{3} MB Status: error Error Type: Runtime.OutOfMemory$/,
    );
    expect(await host.invoke("f", { megabytes: 20 })).toEqual({ ok: true, payload: 1 });
  });

  test("does not get away with giving it back before anyone looks", async () => {
    const host = hostOf(TAKES, { memoryMb: 256 });
    expect(await host.invoke("f", { megabytes: 400 })).toEqual(KILLED);
  });

  test("may have that of each event where events share its process, which on AWS they do not", async () => {
    const host = hostOf(TAKES, { memoryMb: 192, atOnce: 8, timeoutSeconds: 60 });
    const eight = Array.from({ length: 8 }, () => host.invoke("f", { megabytes: 100, hold: 1500 }));
    expect((await Promise.all(eight)).map(({ ok }) => ok)).toEqual(Array(8).fill(true));
    expect(await host.invoke("f", { megabytes: 500 })).toEqual(KILLED);
  });

  test("is killed for a decoder's memory as for its own", async () => {
    const sharp = JSON.stringify(require.resolve("sharp"));
    const code = `const sharp = require(${sharp});
      exports.handler = async ({ side }) => {
        const picture = { create: { width: side, height: side, channels: 4, background: "#fff" } };
        return (await sharp(picture).webp({ effort: 0 }).toBuffer()).length > 0;
      };`;
    const host = hostOf(code, { memoryMb: 256, timeoutSeconds: 60 });
    expect(await host.invoke("f", { side: 200 })).toEqual({ ok: true, payload: true });
    expect(await host.invoke("f", { side: 8000 })).toEqual(KILLED);
  });
});

test("a process that ends itself is an error, and the next event gets a new one", async () => {
  const host = hostOf(`exports.handler = async (event) => { if (event.end) process.exit(7); return "again"; };`);
  expect(await host.invoke("f", { end: true })).toMatchObject({
    ok: false,
    error: { errorType: "Runtime.ExitError", errorMessage: "Error: Runtime exited with error: exit status 7" },
  });
  expect(await host.invoke("f", {})).toEqual({ ok: true, payload: "again" });
});

test.each<[string, string, Partial<FunctionSpec>, string]>([
  ["without the file", "", { handler: "other.handler" }, "Runtime.ImportModuleError"],
  ["without the export", "exports.other = 1;", {}, "Runtime.HandlerNotFound"],
  ["that throws while it loads", `throw new SyntaxError("no");`, {}, "SyntaxError"],
])("a module %s fails every event with Lambda's error", async (_, code, changes, errorType) => {
  const host = hostOf(code, changes);
  expect(await host.invoke("f", {})).toMatchObject({ ok: false, error: { errorType } });
  expect(await host.invoke("f", {})).toMatchObject({ ok: false, error: { errorType } });
});

test("payloads over 6 MB are refused in both directions", async () => {
  const host = hostOf(`exports.handler = async (event) => "a".repeat(event.length);`);
  expect(await host.invoke("f", { length: 7_000_000 })).toMatchObject({
    ok: false,
    error: { errorType: "Function.ResponseSizeTooLarge" },
  });
  expect(await host.invoke("f", { pad: "a".repeat(7_000_000) })).toMatchObject({
    ok: false,
    error: { errorType: "RequestTooLargeException" },
  });
});

test("the function cannot see the parent's environment", async () => {
  process.env["AWS_SECRET_ACCESS_KEY"] = "mine";
  process.env["LAPTOP_TEST_SECRET"] = "mine too";
  try {
    const host = hostOf(`exports.handler = async () => process.env;`, {}, { OWN: "1" });
    const result = await host.invoke("f", {});
    const seen = result.ok ? Object.keys(result.payload as object) : [];
    expect(seen.filter((name) => !name.startsWith("NODE_CHANNEL") && name !== "SystemRoot").sort()).toEqual([
      "LAMBDA_TASK_ROOT",
      "OWN",
      "_HANDLER",
    ]);
  } finally {
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    delete process.env["LAPTOP_TEST_SECRET"];
  }
});

test("stdout and stderr are kept as lines, and in a file", async () => {
  const host = hostOf(`exports.handler = async () => { console.log("one\\ntwo"); console.error("three"); };`);
  await host.invoke("f", {});
  await host.close();
  await until(() => host.logLines("f").length >= 3);
  expect([...host.logLines("f")].sort()).toEqual(["one", "three", "two"]);
});

test("after closing nothing starts again, and who still waits is told", async () => {
  const host = hostOf(`exports.handler = async () => new Promise((go) => setTimeout(go, 500));`);
  const waiting = [host.invoke("f", {}), host.invoke("f", {})];
  await host.warm("f");
  await host.close();
  for (const result of await Promise.all([...waiting, host.invoke("f", {})])) expect(result.ok).toBe(false);
  expect(await host.warm("f")).toMatchObject({ ok: false });
});

test("a name that is not a function's is said with those that are", () => {
  expect(() => hostOf("").invocations("g")).toThrow('There is no function "g"; there are f.');
});
