// What the npm scripts start: bundles the command (and what it runs), then runs it in this process.
import * as fs from "node:fs";
import * as module from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const require = module.createRequire(import.meta.url);

const PROGRAM = { in: "infra/index.ts", out: "program" };
const LAMBDA_RUNTIME = { in: "local/lambda/runtime.ts", out: "local/lambda-runtime" };
const IDENTITY_PROVIDER = { in: "local/identity/provider.ts", out: "local/identity-provider" };

/** Folders of local/commands: the laptop and what calls it, a deployed stack, its whole life, what would be deployed, the project itself. */
const ROOMS = ["laptop", "operate", "lifecycle", "review", "develop"];

/** Command (local/commands/<room>/<command>.ts, with a hyphen for a colon) → the bundles it needs beside its own. */
const COMMANDS = {
  start: [PROGRAM, LAMBDA_RUNTIME, IDENTITY_PROVIDER],
  walkthrough: [PROGRAM, LAMBDA_RUNTIME, IDENTITY_PROVIDER],
  rollout: [PROGRAM, LAMBDA_RUNTIME, IDENTITY_PROVIDER],
  synth: [PROGRAM],
  audit: [PROGRAM],
  token: [],
  load: [],
  evaluate: [],
  fault: [],
  redrive: [],
  "ingest-status": [],
  usage: [],
  "empty-studio": [],
  mapping: [],
  dns: [PROGRAM],
  cost: [PROGRAM],
  "verify-live": [PROGRAM],
  client: [],
  "destroy-check": [],
  drift: [PROGRAM],
  "deploying-role": [PROGRAM],
  "upgrade-notes": [PROGRAM],
  layer: [],
  test: [],
  "test:slow": [],
  "test:dns": [],
  "test:newest": [],
  check: [],
  bench: [],
};

try {
  const [command, ...given] = process.argv.slice(2);
  const { entry, args, needs: all } = resolveCommand(command, given);
  // Help is a text: it waits for nothing that only the work itself needs.
  const needs = args.includes("--help") || args.includes("-h") ? [] : all;
  // Node 22 and later keep compiled code between runs; without it, loading Pulumi is most of a start.
  module.enableCompileCache?.(path.join(root, "build/compile-cache"));
  const bundled = bundle([entry, ...needs]);
  // esbuild works in a process of its own: meanwhile this one loads what takes longest.
  require("./lighter-pulumi.cjs");
  if (needs.includes(PROGRAM)) require("@pulumi/pulumi");
  await bundled;
  showSourceLines();
  const { run } = require(path.join(root, "build", `${entry.out}.js`));
  const code = await run(args);
  if (typeof code === "number") process.exitCode = code;
} catch (fault) {
  for (const error of fault?.errors ?? [fault]) report(error);
  process.exit(fault?.exitCode ?? 1);
}

function resolveCommand(command, given) {
  if (!Object.hasOwn(COMMANDS, command ?? "")) {
    throw userError(`There is no command ${command ?? "(none given)"}; there are ${Object.keys(COMMANDS).join(", ")}.`);
  }
  if (command === "bench") return resolveBench(given);
  const file = command.replace(":", "-");
  const places = ROOMS.map((room) => `local/commands/${room}/${file}.ts`);
  const entry = { in: places.find((place) => fs.existsSync(path.join(root, place))), out: `local/${file}` };
  return { entry, args: given, needs: COMMANDS[command] };
}

/** One that is named and there; anything else is the list's to answer. */
function resolveBench(given) {
  const [name, ...args] = given;
  const entry = { in: `test/bench/${name}.ts`, out: `bench/${name}` };
  const isThere = /^[a-z-]+$/.test(name ?? "") && fs.existsSync(path.join(root, entry.in));
  if (isThere) return { entry, args, needs: COMMANDS.bench };
  return { entry: { in: "local/commands/develop/bench.ts", out: "local/bench" }, args: given, needs: [] };
}

async function bundle(entries) {
  const { build } = require("esbuild");
  const options = {
    absWorkingDir: root,
    outdir: "build",
    bundle: true,
    packages: "external",
    sourcemap: true,
    platform: "node",
    target: "node20",
    logLevel: "error",
    write: false,
  };
  const existing = entries.filter((entry) => entry === entries[0] || fs.existsSync(path.join(root, entry.in)));
  const commonjs = existing.filter((entry) => entry !== IDENTITY_PROVIDER);
  const builds = [build({ ...options, entryPoints: commonjs, format: "cjs" })];
  if (existing.includes(IDENTITY_PROVIDER)) {
    // oidc-provider is an ES module only, so what imports it has to be one.
    const outExtension = { ".js": ".mjs" };
    builds.push(build({ ...options, entryPoints: [IDENTITY_PROVIDER], format: "esm", outExtension }));
  }
  const results = await Promise.all(builds);
  for (const { path: file, contents } of results.flatMap(({ outputFiles }) => outputFiles)) replaceFile(file, contents);
}

/** At once, and only when it changes: another laptop or a test may be loading the very file. */
function replaceFile(file, contents) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(contents)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, contents);
  fs.renameSync(unfinished, file);
}

/** Stacks in terms of our sources; not of packages, whose maps would cost time and tell nothing. */
function showSourceLines() {
  if (module.setSourceMapsSupport) module.setSourceMapsSupport(true, { nodeModules: false });
  else process.setSourceMapsEnabled(true);
}

function userError(message) {
  return Object.assign(new Error(message), { name: "UserError" });
}

function report(error) {
  // esbuild has printed its own messages, with the lines they are about. They are no Errors.
  if (error?.location !== undefined && error?.pluginName !== undefined) return;
  const isTheUsers = error?.name === "UserError" || error?.__pulumiRunError === true;
  const text = isTheUsers ? error.message : (sentenceOnFiles(error) ?? error?.stack ?? String(error));
  process.stderr.write(`${text}\n`);
}

/** What the file system refuses is for the person at the keyboard to mend, and no bug that a stack would explain. */
function sentenceOnFiles({ code, path: file } = {}) {
  if (typeof file !== "string") return undefined;
  const why = {
    EACCES: "this user may not write or read there",
    EPERM: "this user may not write or read there",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of that path is a file and not a folder",
    EEXIST: "a file is where a folder has to be",
  }[code];
  if (why === undefined) return undefined;
  const shown = path.relative(root, file).startsWith("..") ? file : path.relative(root, file);
  return `${shown}: ${why} (${code}). Everything that is generated goes to build/ in ${root}: make it writable, or work in a copy of the project.`;
}
