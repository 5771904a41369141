import { KeyObject } from "node:crypto";
import { fetchKeySet } from "../../../functions/authorizer/fetch-key-set";
import { FetchedKeySource } from "../../../functions/authorizer/fetched-key-source";
import { importFetchedKeys } from "../../../functions/authorizer/fetched-signing-keys";
import { isKeyId } from "../../../functions/authorizer/key-set";
import { pinnedKeySource } from "../../../functions/authorizer/pinned-key-source";
import { KeyServer, type Behaviour } from "../key-server";
import { signingKey } from "../tokens";
import { until } from "../../until";

const first = signingKey("first");
const second = signingKey("second");
const UNAVAILABLE = "The identity provider's key set cannot be had.";

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
    now: () => time,
    onFailure: (error, isServingStale) => failures.push({ message: (error as Error).message, isServingStale }),
  });
});

afterEach(() => server.stop());

const isKnown = (keyId: string): boolean => source.find(keyId) instanceof KeyObject;

test("a known key is returned at once, not in a promise", async () => {
  await source.find("first");
  expect(source.find("first")).not.toBeInstanceOf(Promise);
  expect(server.requests).toBe(1);
});

test("callers at the same time share one fetch", async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, async () => source.find("first")));
  expect(keys.every(Boolean)).toBe(true);
  expect(server.requests).toBe(1);
});

test("warming up loads the keys before anybody asks", async () => {
  source.warm();
  await until(() => isKnown("first"));
  expect(server.requests).toBe(1);
});

test("a hundred unknown key ids in a second cost one refetch", async () => {
  await source.find("first");
  const together = Array.from({ length: 50 }, async (_, index) => source.find(`unknown-${index}`));
  expect((await Promise.all(together)).every((key) => key === undefined)).toBe(true);
  for (let index = 0; index < 50; index += 1) expect(await source.find(`later-${index}`)).toBeUndefined();
  expect(server.requests).toBe(2);
});

test("unknown key ids cost one refetch per ten seconds also when the provider is down", async () => {
  await source.find("first");
  server.behaviour = "down";
  for (let index = 0; index < 20; index += 1) expect(await source.find(`unknown-${index}`)).toBeUndefined();
  expect(server.requests).toBe(2);
  time += 10_000;
  await source.find("unknown");
  expect(server.requests).toBe(3);
  expect(failures.at(-1)?.isServingStale).toBe(true);
});

test("a rotated key is found after one refetch, also right after the start", async () => {
  await source.find("first");
  server.keys = [first.jwk, second.jwk];
  expect(await source.find("second")).toBeDefined();
  expect(server.requests).toBe(2);
});

test("keys older than an hour are fetched anew, beside the answer", async () => {
  await source.find("first");
  server.keys = [second.jwk];
  time += 3_600_000;
  expect(source.find("first")).not.toBeInstanceOf(Promise);
  await until(() => isKnown("second"));
  expect(server.requests).toBe(2);
});

test("old keys are served while the provider is down, which is tried once per ten seconds", async () => {
  await source.find("first");
  server.behaviour = "down";
  time += 3_600_000;
  for (let index = 0; index < 5; index += 1) {
    expect(source.find("first")).not.toBeInstanceOf(Promise);
    await until(() => failures.length === 1);
  }
  time += 10_000;
  expect(source.find("first")).not.toBeInstanceOf(Promise);
  await until(() => failures.length === 2);
  expect(server.requests).toBe(3);
});

test("a set that has lost its usable keys does not replace the known ones", async () => {
  await source.find("first");
  server.keys = [];
  expect(await source.find("second")).toBeUndefined();
  expect(source.find("first")).toBeDefined();
});

describe("Without any key", () => {
  const ask = (keyId: string) => expect((async () => source.find(keyId))()).rejects.toThrow(UNAVAILABLE);

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
    expect(await source.find("first")).toBeDefined();
    server.keys = [first.jwk, second.jwk];
    expect(await source.find("second")).toBeDefined();
  });

  test("tokens that come while the first load is under way wait for it", async () => {
    source.warm();
    expect(await source.find("first")).toBeDefined();
    expect(server.requests).toBe(1);
  });
});

describe("When the clock is set back by a day", () => {
  const setBack = () => (time -= 86_400_000);

  test("a rotated key is found although the last refetch now lies in the future, which is one refetch", async () => {
    await source.find("first");
    expect(await source.find("second")).toBeUndefined();
    setBack();
    server.keys = [first.jwk, second.jwk];
    expect(await source.find("second")).toBeDefined();
    for (let index = 0; index < 20; index += 1) expect(await source.find(`unknown-${index}`)).toBeUndefined();
    expect(server.requests).toBe(3);
  });

  test("known keys are refreshed once, and by their age from then on", async () => {
    await source.find("first");
    setBack();
    server.keys = [first.jwk, second.jwk];
    await source.find("first");
    await until(() => server.requests === 2);
    await until(() => isKnown("second"));
    time += 3_599_999;
    expect(isKnown("first")).toBe(true);
    expect(server.requests).toBe(2);
  });

  test("a failed first load is tried again at once", async () => {
    server.behaviour = "down";
    await expect(source.find("first")).rejects.toThrow(UNAVAILABLE);
    server.behaviour = "serve";
    setBack();
    expect(await source.find("first")).toBeDefined();
  });
});

test.each<[string, Behaviour, RegExp]>([
  ["that redirects", "redirect", /^status 302$/],
  ["that sends more than 64 KB", "huge", /^longer than 65536 bytes$/],
  ["that sends no JSON", "garbage", /^not JSON$/],
  ["that closes the connection", "down", /socket hang up|ECONNRESET/],
])("a provider %s gives no keys", async (_, behaviour, message) => {
  server.behaviour = behaviour;
  await expect(source.find("first")).rejects.toThrow(UNAVAILABLE);
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

test.each([
  ["for encryption", { ...second.jwk, use: "enc" }],
  ["for another algorithm", { ...second.jwk, alg: "RS512" }],
  ["for other operations", { ...second.jwk, key_ops: ["encrypt"] }],
  ["that is private", { ...second.privateKey.export({ format: "jwk" }), kid: "second" }],
  ["of another type", { ...second.jwk, kty: "EC" }],
  ["of 1024 bits", signingKey("second", 1024).jwk],
  ["without an id", { ...second.jwk, kid: undefined }],
  ["whose id is a path", { ...second.jwk, kid: "../second" }],
  ["that is broken", { ...second.jwk, n: "!" }],
  ["that is no object", null],
])("a key %s is left out and the others are used", async (_, odd) => {
  expect([...(await importFetchedKeys({ keys: [odd, first.jwk] })).keys()]).toEqual(["first"]);
});

test("two keys of the same id are both left out: which one is meant cannot be said", async () => {
  const double = { ...second.jwk, kid: "first" };
  expect((await importFetchedKeys({ keys: [first.jwk, double] })).size).toBe(0);
});

test.each([
  ["without a key", {}],
  ["with a broken key", { ...second.jwk, n: "!" }],
  ["with a key of 1024 bits", signingKey("second", 1024).jwk],
  ["with a private key only", { ...second.privateKey.export({ format: "jwk" }), kid: "second" }],
])("a pinned set %s is an error, not a refused token", (_, odd) => {
  expect(() => pinnedKeySource({ keys: [odd] }).find("second")).toThrow(UNAVAILABLE);
});

test("a pinned set has no key but those it was given, all of them or none", () => {
  const keys = pinnedKeySource({ keys: [first.jwk, second.jwk] });
  expect(keys.find("first")).toBeInstanceOf(KeyObject);
  expect(keys.find("second")).toBeInstanceOf(KeyObject);
  expect(keys.find("third")).toBeUndefined();
  expect(() => pinnedKeySource({ keys: [first.jwk, { ...second.jwk, n: "!" }] }).find("first")).toThrow(UNAVAILABLE);
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
