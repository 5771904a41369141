import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { Poller } from "../../../local/cloud/queue/poller";
import { Queue } from "../../../local/cloud/queue/queue";
import type { EventSource } from "../../../local/cloud/queue/queues";
import { LambdaHost } from "../../../local/lambda/host";
import { until } from "../../until";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-queue-"));
const ending: (() => Promise<void> | void)[] = [];

afterAll(async () => {
  for (const end of ending) await end();
  fs.rmSync(folder, { recursive: true, force: true });
});

const VISIBILITY_MS = 5;
const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:111122223333:function:f";
const QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:images";
const FAILED_ARN = "arn:aws:sqs:eu-central-1:111122223333:failed";

/**
 * A queue whose messages a function takes in batches. Its messages say what is to become of them: "ok", "fail" (reported), "throw",
 * "later" (fails until its third receipt), "slow" or "nonsense".
 */
function world(
  changes: Partial<EventSource> = {},
  mayReceive = true,
  { visibilityMs = VISIBILITY_MS, clock = () => new Date() } = {},
) {
  const code = fs.mkdtempSync(path.join(folder, "code-"));
  const seen = path.join(code, "seen");
  fs.writeFileSync(
    path.join(code, "index.js"),
    `const fs = require("node:fs");
     exports.handler = async (event) => {
       const from = Date.now();
       const bodies = event.Records.map(({ body }) => body);
       if (bodies.includes("slow")) await new Promise((go) => setTimeout(go, 60));
       const line = { bodies, from, to: Date.now(), record: event.Records[0] };
       fs.appendFileSync(${JSON.stringify(seen)}, JSON.stringify(line) + "\\n");
       if (bodies.includes("throw")) throw new Error("broken");
       if (bodies.includes("nonsense")) return { batchItemFailures: [{}] };
       const failed = event.Records.filter(({ body, attributes }) => body === "fail" || (body === "later" && attributes.ApproximateReceiveCount < 3));
       return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
     };`,
  );
  const host = new LambdaHost({
    functions: [
      {
        name: "f",
        functionName: "f",
        arn: FUNCTION_ARN,
        codeFolder: code,
        handler: "index.handler",
        timeoutSeconds: 60,
        memoryMb: 128,
        roleArn: "arn:aws:iam::111122223333:role/f",
        isInVpc: false,
        logGroup: "f",
        atOnce: 8,
        variables: {},
      },
    ],
    runtimeBundle: path.join(projectRoot(), "build/local/lambda-runtime.js"),
    environmentOf: (spec) => ({ _HANDLER: spec.handler, LAMBDA_TASK_ROOT: spec.codeFolder }),
    logFolder: path.join(folder, "logs"),
  });
  const failed = new Queue("failed", FAILED_ARN, "eu-central-1", undefined, visibilityMs);
  const queue = new Queue("images", QUEUE_ARN, "eu-central-1", { arn: FAILED_ARN, afterReceives: 3 }, visibilityMs);
  const source: EventSource = {
    queueArn: QUEUE_ARN,
    functionArn: FUNCTION_ARN,
    batchSize: 1,
    maximumConcurrency: 2,
    reportsFailures: true,
    ...changes,
  };
  const parts = { host, clock, mayReceive: () => mayReceive };
  const poller = new Poller(source, queue, failed, parts);
  ending.push(
    () => poller.close(),
    () => host.close(),
  );
  // Up to the last line's end: the function's process may be writing the next one.
  const invocations = () =>
    fs.existsSync(seen)
      ? fs
          .readFileSync(seen, "utf8")
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Invocation)
      : [];
  return { queue, failed, poller, invocations };
}

interface Invocation {
  readonly bodies: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly record: Readonly<Record<string, unknown>>;
}

test("a message is counted as hidden while it is worked on and until it comes again, and no longer", async () => {
  const { queue, failed, poller } = world({}, true, { visibilityMs: 50 });
  for (const body of ["slow", "fail"]) queue.send(body, new Date());
  expect([queue.length, queue.notVisible]).toEqual([0, 2]);
  await until(() => poller.isIdle);
  expect([queue.length, queue.notVisible, failed.length, failed.notVisible]).toEqual([0, 0, 1, 0]);
});

test("a message reaches the function as SQS hands it over, and is gone when it is done with", async () => {
  const { queue, poller, invocations } = world();
  queue.send("ok", new Date(1_700_000_000_000));
  await until(() => poller.isIdle);
  expect(invocations()).toHaveLength(1);
  expect(invocations()[0]?.record).toMatchObject({
    messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    body: "ok",
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1700000000000" },
    md5OfBody: "444bcb3a3fcf8389296c49467f27e1d6",
    eventSource: "aws:sqs",
    eventSourceARN: QUEUE_ARN,
    awsRegion: "eu-central-1",
  });
});

test("of a batch only what the function reports comes again, with its count", async () => {
  const { queue, poller, failed, invocations } = world({ batchSize: 3, maximumConcurrency: 1 });
  for (const body of ["slow", "ok", "later", "ok"]) queue.send(body, new Date());
  await until(() => poller.isIdle);
  const bodies = invocations().flatMap((invocation) => invocation.bodies);
  expect(bodies.filter((body) => body === "ok")).toHaveLength(2);
  expect(bodies.filter((body) => body === "later")).toHaveLength(3);
  expect(failed.length).toBe(0);
});

test.each(["fail", "throw", "nonsense"])(
  "a message that always ends in %s is with the dead letters after three receipts",
  async (body) => {
    const { queue, failed, poller, invocations } = world();
    queue.send(body, new Date());
    await until(() => failed.length === 1);
    expect(invocations()).toHaveLength(3);
    expect(poller.isIdle).toBe(true);
  },
);

const HOUR = 3_600_000;

test("a failed message comes again when the queue's time since its receipt is over, however much of it the function took", async () => {
  const hour = { from: new Date(), asked: 0 };
  // An hour goes by between the receipt and the function's end.
  const clock = () => new Date(hour.from.getTime() + (hour.asked++ === 0 ? 0 : HOUR));
  const { queue, invocations } = world({}, true, { visibilityMs: HOUR, clock });
  queue.send("fail", hour.from);
  await until(() => invocations().length === 2);
});

test("until then no one has it", async () => {
  const { queue, poller, invocations } = world({}, true, { visibilityMs: HOUR, clock: () => new Date(0) });
  queue.send("fail", new Date(0));
  await until(() => invocations().length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([invocations().length, queue.length, poller.isIdle]).toEqual([1, 0, false]);
});

test("a function that does not report failures has done with everything it returned from", async () => {
  const { queue, failed, poller } = world({ reportsFailures: false });
  queue.send("fail", new Date());
  await until(() => poller.isIdle);
  expect(failed.length).toBe(0);
});

test("at most so many are worked on at once", async () => {
  const { queue, poller, invocations } = world({ maximumConcurrency: 2 });
  for (let index = 0; index < 8; index++) queue.send("slow", new Date());
  await until(() => poller.isIdle);
  expect(invocations()).toHaveLength(8);
  const busyAt = (time: number) => invocations().filter(({ from, to }) => from <= time && time < to).length;
  expect(Math.max(...invocations().map(({ from }) => busyAt(from)))).toBe(2);
});

test("without the permission to receive nothing is taken off the queue", async () => {
  const { queue, invocations } = world({}, false);
  queue.send("ok", new Date());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([queue.length, invocations().length]).toEqual([1, 0]);
});

test("a closed poller starts nothing, and lets nothing come again", async () => {
  const { queue, poller, invocations } = world();
  queue.send("fail", new Date());
  await until(() => invocations().length > 0);
  poller.close();
  // What was under way may still end.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = invocations().length;
  queue.send("ok", new Date());
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(invocations()).toHaveLength(before);
});
