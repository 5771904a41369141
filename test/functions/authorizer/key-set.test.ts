import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import type { CryptoKey } from "jose";
import { fetchKeySet, FetchedKeySource } from "../../../functions/authorizer/fetched-key-source";
import { importKeys, isKeyId, type WantedKey } from "../../../functions/authorizer/key-set";
import { pinnedKeySource } from "../../../functions/authorizer/pinned-authorizer";
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "../../../functions/authorizer/token-rules";
import { KeyServer, type Behaviour } from "../key-server";
import { signingKey } from "../tokens";
import { until } from "../../until";

const first = signingKey("first");
const second = signingKey("second");
const UNAVAILABLE = "The identity provider's key set cannot be had.";

const named = (kid: string): WantedKey => ({ alg: "RS256", kid });

let server: KeyServer;
let time: number;
let failures: { message: string; isServingStale: boolean }[];
let source: FetchedKeySource;

beforeEach(async () => {
  server = await KeyServer.start(first.jwk);
  time = 1_700_000_000_000;
  failures = [];
  source = new FetchedKeySource({
    fetchKeySet: () => fetchKeySet(new URL(server.url)),
    algorithms: ["RS256"],
    now: () => time,
    onFailure: (error, isServingStale) => failures.push({ message: (error as Error).message, isServingStale }),
  });
});

afterEach(() => server.stop());

const isKey = (found: CryptoKey | undefined | Promise<CryptoKey | undefined>): boolean =>
  found !== undefined && !(found instanceof Promise);
const isKnown = (keyId: string): boolean => isKey(source.find(named(keyId)));

test("a known key is returned at once, not in a promise", async () => {
  await source.find(named("first"));
  expect(source.find(named("first"))).not.toBeInstanceOf(Promise);
  expect(server.requests).toBe(1);
});

test("callers at the same time share one fetch", async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, async () => source.find(named("first"))));
  expect(keys.every(Boolean)).toBe(true);
  expect(server.requests).toBe(1);
});

test("warming up loads the keys before anybody asks", async () => {
  source.warm();
  await until(() => isKnown("first"));
  expect(server.requests).toBe(1);
});

test("a hundred unknown key ids in a second cost one refetch", async () => {
  await source.find(named("first"));
  const together = Array.from({ length: 50 }, async (_, index) => source.find(named(`unknown-${index}`)));
  expect((await Promise.all(together)).every((key) => key === undefined)).toBe(true);
  for (let index = 0; index < 50; index += 1) expect(await source.find(named(`later-${index}`))).toBeUndefined();
  expect(server.requests).toBe(2);
});

test("unknown key ids cost one refetch per ten seconds also when the provider is down", async () => {
  await source.find(named("first"));
  server.behaviour = "down";
  for (let index = 0; index < 20; index += 1) expect(await source.find(named(`unknown-${index}`))).toBeUndefined();
  expect(server.requests).toBe(2);
  time += 10_000;
  await source.find(named("unknown"));
  expect(server.requests).toBe(3);
  expect(failures.at(-1)?.isServingStale).toBe(true);
});

test("a rotated key is found after one refetch, also right after the start", async () => {
  await source.find(named("first"));
  server.keys = [first.jwk, second.jwk];
  expect(await source.find(named("second"))).toBeDefined();
  expect(server.requests).toBe(2);
});

test("keys older than an hour are fetched anew, beside the answer", async () => {
  await source.find(named("first"));
  server.keys = [second.jwk];
  time += 3_600_000;
  expect(source.find(named("first"))).not.toBeInstanceOf(Promise);
  await until(() => isKnown("second"));
  expect(server.requests).toBe(2);
});

test("old keys are served while the provider is down, which is tried once per ten seconds", async () => {
  await source.find(named("first"));
  server.behaviour = "down";
  time += 3_600_000;
  for (let index = 0; index < 5; index += 1) {
    expect(source.find(named("first"))).not.toBeInstanceOf(Promise);
    await until(() => failures.length === 1);
  }
  time += 10_000;
  expect(source.find(named("first"))).not.toBeInstanceOf(Promise);
  await until(() => failures.length === 2);
  expect(server.requests).toBe(3);
});

test("a set that has lost its usable keys does not replace the known ones", async () => {
  await source.find(named("first"));
  server.keys = [];
  expect(await source.find(named("second"))).toBeUndefined();
  expect(source.find(named("first"))).toBeDefined();
});

describe("Without any key", () => {
  const ask = (keyId: string) => expect((async () => source.find(named(keyId)))()).rejects.toThrow(UNAVAILABLE);

  test("there is an error, and the provider is asked once for however many tokens, made-up key ids among them", async () => {
    server.behaviour = "down";
    for (let index = 0; index < 500; index += 1) await ask(index % 2 === 0 ? "first" : `unknown-${index}`);
    expect(server.requests).toBe(1);
  });

  test("it is asked again after 1, 2, 4, 8 and then every 10 seconds, and not before", async () => {
    server.behaviour = "down";
    await ask("first");
    for (const [index, seconds] of [1, 2, 4, 8, 10, 10].entries()) {
      time += seconds * 1000 - 1;
      await ask("first");
      expect([seconds, server.requests]).toEqual([seconds, index + 1]);
      time += 1;
      await ask("first");
      expect([seconds, server.requests]).toEqual([seconds, index + 2]);
    }
  });

  test("the first token after the back-off gets its key, and a rotated one right after it too", async () => {
    server.behaviour = "down";
    await ask("first");
    server.behaviour = "serve";
    time += 1000;
    expect(await source.find(named("first"))).toBeDefined();
    server.keys = [first.jwk, second.jwk];
    expect(await source.find(named("second"))).toBeDefined();
  });

  test("tokens that come while the first load is under way wait for it", async () => {
    source.warm();
    expect(await source.find(named("first"))).toBeDefined();
    expect(server.requests).toBe(1);
  });
});

describe("When the clock is set back by a day", () => {
  const setBack = () => (time -= 86_400_000);

  test("a rotated key is found although the last refetch now lies in the future, which is one refetch", async () => {
    await source.find(named("first"));
    expect(await source.find(named("second"))).toBeUndefined();
    setBack();
    server.keys = [first.jwk, second.jwk];
    expect(await source.find(named("second"))).toBeDefined();
    for (let index = 0; index < 20; index += 1) expect(await source.find(named(`unknown-${index}`))).toBeUndefined();
    expect(server.requests).toBe(3);
  });

  test("known keys are refreshed once, and by their age from then on", async () => {
    await source.find(named("first"));
    setBack();
    server.keys = [first.jwk, second.jwk];
    await source.find(named("first"));
    await until(() => server.requests === 2);
    await until(() => isKnown("second"));
    time += 3_599_999;
    expect(isKnown("first")).toBe(true);
    expect(server.requests).toBe(2);
  });

  test("a failed first load is tried again at once", async () => {
    server.behaviour = "down";
    await expect(source.find(named("first"))).rejects.toThrow(UNAVAILABLE);
    server.behaviour = "serve";
    setBack();
    expect(await source.find(named("first"))).toBeDefined();
  });
});

test.each<[string, Behaviour, RegExp]>([
  ["that redirects", "redirect", /^status 302$/],
  ["that sends more than 64 KB", "huge", /^longer than 65536 bytes$/],
  ["that sends no JSON", "garbage", /^not JSON$/],
  ["that closes the connection", "down", /socket hang up|ECONNRESET/],
])("a provider %s gives no keys", async (_, behaviour, message) => {
  server.behaviour = behaviour;
  await expect(source.find(named("first"))).rejects.toThrow(UNAVAILABLE);
  expect(failures).toEqual([{ message: expect.stringMatching(message) as string, isServingStale: false }]);
});

test.concurrent.each<Behaviour>(["hang", "slow-body"])(
  "a provider that never finishes (%s) is given up",
  async (behaviour) => {
    const slow = await KeyServer.start(first.jwk);
    slow.behaviour = behaviour;
    await expect(fetchKeySet(new URL(slow.url))).rejects.toThrow();
    await slow.stop();
  },
);

const imported = async (keys: unknown[], ...algorithms: SignatureAlgorithm[]): Promise<string[]> => {
  const found = await importKeys({ keys }, algorithms);
  const ids = [...new Set(keys.map((key) => (key as { kid?: string } | null)?.kid ?? ""))];
  return ids.flatMap((kid) => algorithms.filter((alg) => found.get({ alg, kid })).map((alg) => `${alg} ${kid}`));
};

test.each([
  ["for encryption", { ...second.jwk, use: "enc" }],
  ["for another algorithm", { ...second.jwk, alg: "RS512" }],
  ["for encryption by its algorithm", { ...second.jwk, use: undefined, alg: "RSA-OAEP" }],
  ["for other operations", { ...second.jwk, key_ops: ["encrypt"] }],
  ["that is private", { ...second.privateKey.export({ format: "jwk" }), kid: "second" }],
  ["that is a secret", { kty: "oct", k: "c2VjcmV0", kid: "second" }],
  ["of another type", { ...second.jwk, kty: "EC" }],
  ["of 1024 bits", signingKey("second", 1024).jwk],
  ["without an id", { ...second.jwk, kid: undefined }],
  ["whose id is a path", { ...second.jwk, kid: "../second" }],
  ["that is broken", { ...second.jwk, n: "!" }],
  ["that is not an object", null],
])("a key %s is left out and the others are used", async (_, odd) => {
  expect(await imported([odd, first.jwk], "RS256")).toEqual(["RS256 first"]);
});

test("a key whose set names no algorithm serves each of its kind that is allowed, and no other", async () => {
  const bare = { ...first.jwk, alg: undefined, use: undefined };
  const all = SIGNATURE_ALGORITHMS.filter((alg) => alg.startsWith("RS") || alg.startsWith("PS"));
  expect(await imported([bare], ...SIGNATURE_ALGORITHMS)).toEqual(all.map((alg) => `${alg} first`));
  expect(await imported([bare], "RS256")).toEqual(["RS256 first"]);
  expect(await imported([first.jwk], ...SIGNATURE_ALGORITHMS)).toEqual(["RS256 first"]);
});

test("a key on a curve serves the one algorithm of that curve", async () => {
  const curve = (namedCurve: string): JsonWebKey => ({
    ...generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" }),
    kid: namedCurve,
  });
  const keys = [curve("P-256"), curve("P-384"), curve("P-521")];
  expect(await imported(keys, ...SIGNATURE_ALGORITHMS)).toEqual(["ES256 P-256", "ES384 P-384", "ES512 P-521"]);
});

test("two keys of the same id are both left out: which one is asked for cannot be said", async () => {
  const double = { ...second.jwk, kid: "first" };
  expect((await importKeys({ keys: [first.jwk, double] }, ["RS256"])).size).toBe(0);
});

const pinned = (...keys: unknown[]) => pinnedKeySource({ keys }, ["RS256"]);

test.each([
  ["without a key", {}],
  ["with a broken key", { ...second.jwk, n: "!" }],
  ["with a key of 1024 bits", signingKey("second", 1024).jwk],
  ["with a key for another algorithm", { ...second.jwk, alg: "RS512" }],
  ["with a private key only", { ...second.privateKey.export({ format: "jwk" }), kid: "second" }],
])("a pinned set %s is an error, not a refused token, and so is one beside a good key", async (_, odd) => {
  await expect(pinned(odd).find(named("second"))).rejects.toThrow(UNAVAILABLE);
  await expect(pinned(first.jwk, odd).find(named("first"))).rejects.toThrow(UNAVAILABLE);
});

test("a pinned set has no key but those it was given", async () => {
  const keys = pinned(first.jwk, second.jwk);
  expect(await keys.find(named("first"))).toBeDefined();
  expect(await keys.find(named("second"))).toBeDefined();
  expect(await keys.find(named("third"))).toBeUndefined();
  expect(await keys.find({ ...named("first"), alg: "PS256" })).toBeUndefined();
});

test.each([
  ["abcDEF123_=+/.-", true],
  ["k".repeat(128), true],
  ["k".repeat(129), false],
  ["", false],
  ["a..b", false],
  ["a b", false],
  ["a\n", false],
  ["ключ", false],
  [undefined, false],
])("%j as a key id: %s", (value, expected) => {
  expect(isKeyId(value)).toBe(expected);
});
