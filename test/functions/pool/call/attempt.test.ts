import { attemptOnce, kindOfError, regionalClients } from "../../../../functions/pool/call/attempt";
import { errorName } from "../../../../functions/aws/upstream-call";
import { OPERATIONS, type OperationName } from "../../../../functions/pool/operations";
import { QUOTAS } from "../pool-world";
import { answerOf, type RegionReply, RegionServers } from "../region-servers";
import { until } from "../../../until";

const REGION = "eu-west-1";
let regions: RegionServers;
let clientOf: ReturnType<typeof regionalClients>;

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "AKIATEST",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
  regions = await RegionServers.start(REGION);
  clientOf = regionalClients([{ region: REGION, endpoint: regions.url(REGION), quotas: QUOTAS }]);
});
afterAll(() => regions.stop());
beforeEach(() => regions.reset());

const attempt = (name: OperationName = "DetectFaces", timeoutMs = 2000) =>
  attemptOnce(
    clientOf(REGION),
    OPERATIONS[name],
    { Image: { Bytes: Buffer.from("x") } },
    AbortSignal.timeout(timeoutMs),
  );

const error = (name: string, status = 400, message = ""): RegionReply => ({ error: name, status, message });

const TABLE: readonly [RegionReply, string][] = [
  [error("ProvisionedThroughputExceededException", 400, "Provisioned Rate exceeded"), "THROTTLE"],
  [error("ProvisionedThroughputExceededException", 400, "S3 download limit exceeded"), "THROTTLE"],
  [error("ThrottlingException", 400, "Slow down; sudden increase in rate"), "THROTTLE"],
  [error("LimitExceededException"), "THROTTLE"],
  [error("SomethingNew", 429), "THROTTLE"],
  [error("ThrottlingException", 500, "Service Unavailable"), "FAULT"],
  [error("InternalServerError", 500), "FAULT"],
  [error("ServiceUnavailable", 503), "FAULT"],
  [error("AccessDeniedException", 500), "FAULT"],
  [error("ImageTooLargeException", 502), "FAULT"],
  [error("SomethingNew", 400), "FAULT"],
  [{ html: 503 }, "FAULT"],
  [{ html: 502 }, "FAULT"],
  [{ html: 400 }, "FAULT"],
  ["not-json", "FAULT"],
  ["empty", "FAULT"],
  [{ json: {} }, "FAULT"],
  [{ json: { OrientationCorrection: "ROTATE_0" } }, "FAULT"],
  [{ json: { FaceDetails: null } }, "FAULT"],
  ["half-a-body", "FAULT"],
  ["reset", "FAULT"],
  ["reset-in-body", "FAULT"],
  [error("AccessDeniedException"), "CONFIG"],
  [error("AccessDeniedException", 403), "CONFIG"],
  [error("UnrecognizedClientException"), "CONFIG"],
  [error("InvalidSignatureException"), "CONFIG"],
  [error("ExpiredTokenException"), "CONFIG"],
  [error("OptInRequired", 403), "CONFIG"],
  [error("UnknownOperationException"), "CONFIG"],
  [{ html: 403 }, "CONFIG"],
  [{ html: 404 }, "CONFIG"],
  [error("ImageTooLargeException"), "CALLER_ERROR"],
  [error("InvalidImageFormatException"), "CALLER_ERROR"],
  [error("InvalidParameterException"), "CALLER_ERROR"],
  [error("ValidationException", 400, "1 validation error detected: Value at 'image.bytes'"), "CALLER_ERROR"],
  [error("ValidationError"), "CALLER_ERROR"],
  [error("ValidationException", 500), "FAULT"],
  [error("InvalidS3ObjectException"), "CALLER_ERROR"],
  [error("HumanLoopQuotaExceededException", 402), "CALLER_ERROR"],
  [error("ResourceNotFoundException"), "CALLER_ERROR"],
  [error("ResourceNotReadyException"), "CALLER_ERROR"],
  [{ json: { FaceDetails: [] } }, "OK"],
];

test.each(TABLE)("%j is %s, with exactly one HTTP request", async (reply, kind) => {
  regions.script = () => reply;
  expect((await attempt()).kind).toBe(kind);
  expect(regions.calls).toHaveLength(1);
});

test.each(Object.values(OPERATIONS))("$name: its own answer is OK, another one's is a fault", async ({ name }) => {
  expect((await attempt(name)).kind).toBe("OK");
  const other = name === "DetectText" ? "DetectFaces" : "DetectText";
  regions.script = () => ({ json: answerOf(other, REGION) });
  expect((await attempt(name)).kind).toBe("FAULT");
});

test("labels asked for image properties only come without Labels, and are an answer", async () => {
  regions.script = () => ({ json: { ImageProperties: { Quality: { Brightness: 1 } } } });
  expect((await attempt("DetectLabels")).kind).toBe("OK");
});

test.each<["hang" | "hang-in-body"]>([["hang"], ["hang-in-body"]])(
  "%s: an attempt ends when its time is up, and with it its connection",
  async (reply) => {
    regions.script = () => reply;
    expect((await attempt("DetectFaces", 200)).kind).toBe("FAULT");
    await until(() => regions.openSockets(REGION) === 0);
  },
);

test("a connection that nobody accepts is a fault", async () => {
  const closed = regionalClients([{ region: REGION, endpoint: "http://127.0.0.1:9", quotas: QUOTAS }])(REGION);
  const { kind } = await attemptOnce(
    closed,
    OPERATIONS.DetectFaces,
    { Image: { Bytes: Buffer.from("x") } },
    AbortSignal.timeout(2000),
  );
  expect(kind).toBe("FAULT");
});

test("without an answer a name says nothing: the SDK and Node change theirs", () => {
  for (const name of [
    "CredentialsProviderError",
    "AccessDeniedException",
    "ThrottlingException",
    "ValidationException",
  ]) {
    expect(kindOfError({ name })).toBe("FAULT");
  }
});

test("what is thrown that is not an error of AWS's is a fault, and its name is not believed", () => {
  for (const thrown of [
    undefined,
    null,
    "text",
    7,
    {},
    { name: "<html>" },
    Object.assign(new Error("x"), { code: "ENOTFOUND" }),
  ]) {
    expect(kindOfError(thrown)).toBe("FAULT");
  }
  expect(errorName({ name: "<html>" })).toBe("unknown");
});
