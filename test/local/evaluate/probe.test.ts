import * as fs from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { type ApiAnswer, readAnswer } from "../../../local/evaluate/probe/answer";
import { apiOnAws } from "../../../local/evaluate/probe/api";
import { billFor, billText } from "../../../local/evaluate/probe/bill";
import { Pace } from "../../../local/evaluate/probe/pace";
import { Probe } from "../../../local/evaluate/probe/probe";
import { progressLine } from "../../../local/evaluate/probe/progress";
import { keyOf } from "../../../local/evaluate/probe/result";
import { ResultsFile } from "../../../local/evaluate/probe/results-file";

const PAIR = { source: "a.jpg", target: "b.jpg" };
const PICTURE = { picture: "a.jpg" };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "evaluate-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe("what an answer means", () => {
  const answer = (status: number, body: object, retryAfter?: number): ApiAnswer => ({
    status,
    body: { ...body },
    region: "eu-west-1",
    retryAfter,
  });
  const invalid = (field: string, fault: string) =>
    answer(400, { code: "invalid_request", detail: "No.", errors: [{ field, fault }] });

  test.each<[string, object, ApiAnswer, object]>([
    [
      "the best match counts",
      PAIR,
      answer(200, { FaceMatches: [{ Similarity: 3 }, { Similarity: 97.5 }] }),
      { similarity: 97.5 },
    ],
    ["no match is a similarity of 0", PAIR, answer(200, { FaceMatches: [] }), { similarity: 0 }],
    ["no face in one of two", PAIR, invalid("SourceImage or TargetImage", "no face was found"), { failure: "no-face" }],
    [
      "an image that is none",
      PAIR,
      invalid("TargetImage", "is an image that cannot be used"),
      { failure: "unusable-image" },
    ],
    [
      "a media type that is none",
      PICTURE,
      answer(415, { code: "unsupported_media_type" }),
      { failure: "unusable-image" },
    ],
    ["a picture without a face", PICTURE, answer(200, { FaceDetails: [] }), { faces: 0, failure: "no-face" }],
    ["a picture with two", PICTURE, answer(200, { FaceDetails: [{}, {}] }), { faces: 2, failure: "several-faces" }],
  ])("%s", (_, subject, given, expected) => {
    expect(readAnswer(subject as typeof PAIR, given)).toMatchObject({
      kind: "result",
      result: { ...subject, ...expected },
    });
  });

  test.each<[string, ApiAnswer, object]>([
    ["the quota is used up", answer(429, {}, 7), { kind: "wait", milliseconds: 7000 }],
    ["a fault of the service", answer(503, { code: "upstream_unavailable", detail: "Later." }), { kind: "again" }],
    ["a 200 that is not an answer", answer(200, {}), { kind: "again" }],
    ["an expired token", answer(401, { code: "token_expired" }), { kind: "sign-in" }],
    [
      "no access",
      answer(403, { code: "access_denied", detail: "No." }),
      { kind: "stop", why: "403 access_denied: No." },
    ],
    ["an object that is not there", invalid("SourceImage.S3Object", "names an object"), { kind: "leave" }],
    ["a request of ours that is wrong", invalid("body", "is not allowed"), { kind: "stop" }],
  ])("%s", (_, given, expected) => expect(readAnswer(PAIR, given)).toMatchObject(expected));
});

test("the pace grows while calls are answered, and halves and waits when the quota is used up", async () => {
  let now = 0;
  const pauses: number[] = [];
  const pace = new Pace(
    () => now,
    (milliseconds) => {
      pauses.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  );
  for (let call = 0; call < 4; call++) await pace.begin();
  for (let call = 0; call < 4; call++) pace.end("success");
  expect(pace.limit).toBe(5);
  for (let call = 0; call < 5; call++) await pace.begin();
  pace.end({ waitMs: 3000 });
  // Of the same shortage.
  pace.end({ waitMs: 2000 });
  expect([pace.limit, pace.refusals]).toEqual([2, 2]);
  for (let call = 0; call < 3; call++) pace.end("failure");
  await pace.begin();
  expect(pauses).toEqual([3000]);
});

describe("a file of results", () => {
  const file = path.join(folder, "kept", "results.jsonl");

  test("keeps whole lines, and cuts off what was not written to its end", () => {
    const first = ResultsFile.open(file, "one");
    first.add({ ...PICTURE, faces: 1 });
    first.add({ ...PAIR, similarity: 12 });
    first.close();
    fs.appendFileSync(file, '{"source":"a.jpg","tar');
    const again = ResultsFile.open(file, "one");
    expect(again.of(keyOf(PAIR))).toEqual({ ...PAIR, similarity: 12 });
    again.add({ ...PAIR, target: "c.jpg", similarity: 1 });
    again.close();
    expect(
      fs
        .readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => Object.keys(JSON.parse(line) as object)[0]),
    ).toEqual(["format", "picture", "source", "source"]);
    expect(again.begun).toBe(first.begun);
  });

  test("begins anew when it has no result yet", () => {
    const empty = path.join(folder, "empty", "results.jsonl");
    ResultsFile.open(empty, "one").close();
    const other = ResultsFile.open(empty, "other");
    other.add({ ...PICTURE, faces: 1 });
    other.close();
    expect(ResultsFile.open(empty, "other").of(keyOf(PICTURE))).toEqual({ ...PICTURE, faces: 1 });
  });

  test("is refused for other pairs, and to a second run", () => {
    expect(() => ResultsFile.open(file, "other")).toThrow(
      "holds results of other pairs, pictures or another API: delete",
    );
    fs.writeFileSync(`${file}.lock`, String(process.ppid));
    expect(() => ResultsFile.open(file, "one")).toThrow(`Another run writes to ${file} (process ${process.ppid})`);
    fs.rmSync(`${file}.lock`);
  });
});

test("an access token goes to an https address only, or to this machine", () => {
  expect(apiOnAws("https://abc-vpce-1.execute-api.eu-central-1.amazonaws.com/live/", "t").url).toBe(
    "https://abc-vpce-1.execute-api.eu-central-1.amazonaws.com/live",
  );
  for (const wrong of [
    "http://example.com/live",
    "abc",
    "https://u:p@example.com/live",
    "https://example.com/live?a=b",
  ])
    expect(() => apiOnAws(wrong, "t")).toThrow("--api is");
});

test("the bill counts what is still to be called", () => {
  const pairs = [
    { kind: "genuine", ...PAIR },
    { kind: "imposter", source: "a.jpg", target: "c.jpg" },
  ] as const;
  const bill = billFor(pairs, (subject) => "picture" in subject && subject.picture === "a.jpg");
  expect(bill).toEqual({ pictures: 3, pairs: 2, calls: 4, usd: 0.004 });
  expect(billText({ ...bill, calls: 7000, usd: 7 }, false)).toMatch(
    /7,000 calls are to be made, at most 7\.00 USD, at 0\.001 USD each/,
  );
  expect(progressLine({ done: 30, total: 90, refusals: 2 }, 10, 10)).toBe(
    "30 of 90 calls, 2.0 a second, 2 waits for the quota, about 30 s left",
  );
});

describe("against an API", () => {
  const answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url ?? ""} ${request.headers.authorization ?? ""}`);
    request.resume().on("end", () => (answers.shift() ?? usual)(request, response));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());
  beforeEach(() => asked.splice(0));

  const images = { place: "s3://b", valueOf: () => Promise.resolve({}), faultsOf: () => [], stateOf: () => "" };
  const pairs = [{ kind: "genuine", ...PAIR } as const];

  function usual({ url = "" }: IncomingMessage, response: ServerResponse): void {
    send(response, 200, url.endsWith("detect-faces") ? { FaceDetails: [{}] } : { FaceMatches: [{ Similarity: 88 }] });
  }
  function send(response: ServerResponse, status: number, body: object, headers = {}): void {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  }
  function probe(name: string) {
    const results = ResultsFile.open(path.join(folder, name, "results.jsonl"), name);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
    const api = {
      ...apiOnAws(url, "first"),
      token: (used?: string) => Promise.resolve(used === undefined ? "first" : "second"),
    };
    return { results, api, run: () => new Probe(api, images, results, 4).run(pairs) };
  }

  test("a refusal for the quota, a fault, a broken line and an expired token are gone through", async () => {
    answers.push(
      (_, response) => send(response, 429, {}, { "retry-after": "0" }),
      (_, response) => send(response, 503, { code: "upstream_unavailable", detail: "Later." }),
      (_, response) => response.destroy(),
      (_, response) => send(response, 401, { code: "token_expired" }),
    );
    const { results, run } = probe("gone-through");
    expect(await run()).toEqual([]);
    expect(results.of(keyOf(PAIR))).toEqual({ ...PAIR, similarity: 88 });
    expect(asked.filter((line) => line.endsWith("Bearer second")).length).toBeGreaterThan(0);
    expect(asked).toHaveLength(3 + 4);
  });

  test("what has a result is not called again; a picture without one face saves its pairs' calls", async () => {
    const { results, run } = probe("saved");
    results.add({ picture: "a.jpg", faces: 0, failure: "no-face" });
    expect(await run()).toEqual([]);
    expect(asked.map((line) => line.split(" ")[0])).toEqual(["/live/v1/rekognition/detect-faces"]);
    expect(results.of(keyOf(PAIR))).toBeUndefined();
    expect(billFor(pairs, (subject) => results.isSettled(subject)).calls).toBe(0);
  });

  test("a refusal that no further call would change ends the run, in a sentence without the token", async () => {
    answers.push((_, response) => send(response, 403, { code: "access_denied", detail: "Not in the group." }));
    const { run } = probe("ended");
    await expect(run()).rejects.toThrow("The API refuses the calls (403 access_denied: Not in the group.).");
  });

  test("a call that is never answered stays open, and is told with what happened", async () => {
    answers.push(
      ...Array.from({ length: 10 }, () => (_: IncomingMessage, response: ServerResponse) => response.destroy()),
    );
    const { run } = probe("open");
    const open = await run();
    expect(open.map(({ subject }) => keyOf(subject)).sort()).toEqual(['["a.jpg"]', '["b.jpg"]']);
    expect(open[0]?.why).toMatch(/^(UND_ERR_SOCKET|ECONNRESET)$/);
  });
});
