import { spawnSync } from "node:child_process";
import { createPublicKey, verify as cryptoVerify } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { JwtVerifier } from "aws-jwt-verify";
import type { pinnedKeySource } from "../../functions/authorizer/pinned-authorizer";
import type { verifyToken } from "../../functions/authorizer/token";
import { COGNITO_SHAPE } from "../../functions/authorizer/token-rules";
import { bundleFunction } from "../../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../../infra/functions/entries";
import { projectRoot } from "../../infra/project-root";
import { accessClaims, CLIENT_ID, ISSUER, nowSeconds, sign, signingKey, type SigningKey } from "../functions/tokens";
import { median } from "./measuring/median";
import { bundlePart } from "./measuring/part-bundle";
import { seededRandom } from "./pool/random";

const ROUNDS = 11;
/** Each of another token: nothing that a verifier remembers of one may help it. */
const VERIFICATIONS = 2000;
const LOADS = 20;
const MAX_CORE_BYTES = 25_000;
/** Beside Node's own node:crypto, which every function loads: what jose adds to a cold start may not be seen. */
const MAX_LOAD_RATIO = 3;
/** An execution environment serves one request at a time: a verification may take a millisecond, which this is well within. */
const MIN_RATIO = 0.2;

type Verify = (token: string) => Promise<unknown>;

interface Core {
  readonly verifyToken: typeof verifyToken;
  readonly pinnedKeySource: typeof pinnedKeySource;
  /** jose's own verification of a token, for comparison. */
  readonly joseVerify: (key: SigningKey["jwk"]) => Verify;
}

const root = projectRoot();

/**
 * `npm run bench authorizer [-- <node binary> …]`: our verification core beside aws-jwt-verify, jose's own jwtVerify, and
 * node:crypto's check of the signature and nothing else, on the same tokens and keys, one token after the other as Lambda has them.
 * Every round has each of them once, in an order that chance decides, and its tokens in another order. What counts is processor time:
 * what else the machine does at the time is not theirs. Then sizes and load times. With binaries given, the same again on each of them.
 */
export async function run(args: string[]): Promise<void> {
  print(`Node ${process.version}: ${VERIFICATIONS} distinct tokens a round, medians of ${ROUNDS} rounds`);
  await compareSpeed();
  compareSizes();
  measureLoad();
  for (const binary of args) {
    print("");
    spawnSync(binary, ["local/run.mjs", "bench", "authorizer"], { cwd: root, stdio: "inherit" });
  }
}

async function compareSpeed(): Promise<void> {
  const key = signingKey();
  const tokens = Array.from({ length: VERIFICATIONS }, (_, index) =>
    sign(key, accessClaims({ sub: `subject-${index}` })),
  );
  const { verifyToken, pinnedKeySource, joseVerify } = bundleForComparison();
  const keys = pinnedKeySource({ keys: [key.jwk] }, ["RS256"]);
  const rules = { issuer: ISSUER, clientIds: [CLIENT_ID], maxTokenAgeSeconds: 3600, shape: COGNITO_SHAPE };
  const contenders: Record<string, Verify> = {
    "aws-jwt-verify (baseline)": awsVerifier(key),
    "our verification core": (token) => verifyToken(token, keys, rules, nowSeconds()),
    "jose's jwtVerify": joseVerify(key.jwk),
    "the signature alone (node:crypto)": signatureAlone(key),
  };
  // In the order of the printed rows, whichever comes first by chance.
  const rounds: Record<string, Round[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const random = seededRandom(1);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const name of shuffled(Object.keys(contenders), random)) {
      const measured = await measureRound(contenders[name] as Verify, shuffled(tokens, random));
      // The first round only warms up.
      if (round >= 0) rounds[name]?.push(measured);
    }
  }
  printSpeed(rounds);
}

/** The same checks where aws-jwt-verify has them: issuer, times, and Cognito's client and token use. */
function awsVerifier(key: SigningKey): Verify {
  const verifier = JwtVerifier.create({
    issuer: ISSUER,
    audience: null,
    graceSeconds: 60,
    customJwtCheck: ({ payload }) => {
      if (payload["token_use"] !== "access" || payload["client_id"] !== CLIENT_ID) throw new Error("not for us");
    },
  });
  verifier.cacheJwks({ keys: [key.jwk as never] });
  return (token) => verifier.verify(token);
}

interface Round {
  /** A second of processor time. */
  readonly perSecond: number;
  /** Milliseconds on the clock. */
  readonly p99: number;
}

async function measureRound(verify: Verify, tokens: readonly string[]): Promise<Round> {
  const times = new Float64Array(tokens.length);
  const start = process.cpuUsage();
  for (const [index, token] of tokens.entries()) {
    const before = performance.now();
    await verify(token);
    times[index] = performance.now() - before;
  }
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1_000_000;
  return { perSecond: tokens.length / seconds, p99: times.sort()[Math.floor(tokens.length * 0.99)] ?? 0 };
}

/** The least that can be done: no claim is looked at. */
function signatureAlone(key: SigningKey): Verify {
  const publicKey = createPublicKey({ key: key.jwk, format: "jwk" });
  return (token) => {
    const end = token.lastIndexOf(".");
    const signature = Buffer.from(token.slice(end + 1), "base64url");
    const isRight = cryptoVerify("RSA-SHA256", Buffer.from(token.slice(0, end)), publicKey, signature);
    return isRight ? Promise.resolve() : Promise.reject(new Error("not signed by the key"));
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function printSpeed(rounds: Readonly<Record<string, readonly Round[]>>): void {
  const speeds = Object.entries(rounds).map(([name, measured]) => ({
    name,
    perSecond: median(measured.map(({ perSecond }) => perSecond)),
    p99: median(measured.map(({ p99 }) => p99)),
  }));
  const baseline = speeds[0]?.perSecond ?? 1;
  for (const { name, perSecond, p99 } of speeds) {
    const ratio = perSecond / baseline;
    const goal = name.startsWith("our") ? verdict(ratio >= MIN_RATIO, `at least ${MIN_RATIO}×`) : "";
    row(name, `${Math.round(perSecond)}/s`, `p99 ${p99.toFixed(3)} ms`, `${ratio.toFixed(2)}×`, goal);
  }
}

function compareSizes(): void {
  const core = fs.statSync(buildCore()).size;
  row("the core, minified", `${core} bytes`, "", "", verdict(core <= MAX_CORE_BYTES, `at most ${MAX_CORE_BYTES}`));
  for (const [name, entry] of Object.entries(FUNCTION_ENTRIES)) {
    const file = path.join(root, bundleFunction(name, entry), "index.js");
    row(`the bundle ${name}`, `${fs.statSync(file).size} bytes`);
  }
}

/** From the start of loading the core, node:crypto included, to the first key at hand; each time in a fresh process. */
function measureLoad(): void {
  // A file, not `node -e`, which has node:crypto loaded before the first line runs.
  const script = path.join(root, "build/bench/authorizer-load.js");
  fs.writeFileSync(script, LOAD);
  const key = signingKey();
  const env = { CORE: buildCore(), KEY_SET: JSON.stringify({ keys: [key.jwk] }), KEY_ID: key.kid };
  const times = Array.from({ length: LOADS }, () => {
    const { stdout } = spawnSync(process.execPath, [script], { env, encoding: "utf8" });
    return JSON.parse(stdout) as [number, number, number];
  });
  const [loads, own] = [times.map(([, loaded]) => loaded), times.map(([crypto]) => crypto)];
  const ratio = median(loads) / median(own);
  const goal = verdict(ratio <= MAX_LOAD_RATIO, `at most ${MAX_LOAD_RATIO}×`);
  row("loading the core with pinned keys", ...minAndMedian(loads), `${ratio.toFixed(2)}×`, goal);
  row("… of which Node's own node:crypto", ...minAndMedian(own));
  row("… until the first key is at hand", ...minAndMedian(times.map(([, , ready]) => ready)));
}

const LOAD = `
const start = performance.now();
require("node:crypto");
const crypto = performance.now() - start;
const { pinnedKeySource } = require(process.env.CORE);
const source = pinnedKeySource(JSON.parse(process.env.KEY_SET), ["RS256"]);
const loaded = performance.now() - start;
Promise.resolve(source.find({ alg: "RS256", kid: process.env.KEY_ID })).then((key) => {
  if (!key) throw new Error("no key");
  console.log(JSON.stringify([crypto, loaded, performance.now() - start]));
});`;

const CORE = `
export { pinnedKeySource } from "./functions/authorizer/pinned-authorizer";
export { verifyToken } from "./functions/authorizer/token";`;

const JOSE = `
import { createLocalJWKSet, jwtVerify } from "jose";
import { CLIENT_ID, ISSUER } from "./test/functions/tokens";
const options = { algorithms: ["RS256"], issuer: ISSUER, clockTolerance: 60, maxTokenAge: 3600, requiredClaims: ["exp"] };
export function joseVerify(key) {
  const keys = createLocalJWKSet({ keys: [key] });
  return (token) => jwtVerify(token, keys, options);
}`;

function buildCore(): string {
  return bundlePart("authorizer-core", CORE);
}

function bundleForComparison(): Core {
  const load = createRequire(__filename) as (file: string) => Partial<Core>;
  return { ...load(buildCore()), ...load(bundlePart("authorizer-jose", JOSE)) } as Core;
}

function minAndMedian(milliseconds: readonly number[]): [string, string] {
  return [`${Math.min(...milliseconds).toFixed(2)} ms`, `median ${median(milliseconds).toFixed(2)} ms`];
}

function verdict(isMet: boolean, goal: string): string {
  return `${goal}: ${isMet ? "met" : "MISSED"}`;
}

function row(name: string, ...cells: readonly string[]): void {
  print(`  ${name.padEnd(36)}${cells.map((cell) => cell.padEnd(18)).join("")}`.trimEnd());
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
