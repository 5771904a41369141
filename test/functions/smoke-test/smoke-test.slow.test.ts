import { AUTHORIZER_ENVIRONMENT } from "../events";
import { FunctionProcess } from "../function-process";
import { KeyServer } from "../key-server";
import { PoolWorld } from "../pool/pool-world";
import { signingKey } from "../tokens";
import { type Invoked, RolloutServer } from "./rollout-server";

const HOOK = { DeploymentId: "d-ABC123", LifecycleEventHookExecutionId: "hook-execution-1" };

let server: RolloutServer;
let world: PoolWorld;
let keys: KeyServer;
let environment: Record<string, string>;
let hook: FunctionProcess<null>;
const versions = new Map<string, { invoke(event: unknown): Promise<Invoked>; stop(): Promise<string> }>();

beforeAll(async () => {
  server = await RolloutServer.start();
  world = await PoolWorld.start();
  keys = await KeyServer.start(signingKey().jwk);
  environment = server.environment;
  hook = new FunctionProcess<null>("smoke-test", {
    ...environment,
    DNS_SUFFIX: "amazonaws.com",
    POOL_OPERATION: "detect-faces",
  });
  versions.set(
    "authorizer",
    new FunctionProcess("authorizer-fetched-keys", { ...AUTHORIZER_ENVIRONMENT, KEY_SET_URL: keys.url }),
  );
  versions.set(
    "studio-url",
    new FunctionProcess("studio-url", {
      MINTING_MODE: "sessionTags",
      MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
      STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
      PORTAL_ORIGINS: "",
      AWS_REGION: "eu-central-1",
    }),
  );
  versions.set("rekognition", world.rekognition());
  versions.set("image-ingest", world.spawn("image-ingest"));
});

afterAll(async () => {
  const written = await hook.stop();
  await Promise.all([...versions.values()].map((each) => each.stop()));
  await Promise.all([world.stop(), keys.stop(), server.stop()]);
  const { AWS_SECRET_ACCESS_KEY: secret = "", AWS_SESSION_TOKEN: token = "" } = environment;
  for (const each of ["canary", secret, token]) expect(written).not.toContain(each);
});
beforeEach(() => server.reset());

async function roll(code: string, invoke?: (event: unknown) => Promise<Invoked>, remainingMs = 90_000) {
  server.deployed = { code };
  server.invoke = invoke ?? (async (event) => (await versions.get(code)?.invoke(event)) ?? "hang");
  await hook.invoke(HOOK, { remainingMs });
  const ended = hook.events().at(-1);
  return { reports: server.reports, failed: ended?.["failed"] };
}

const told = (status: string) => [
  { deploymentId: "d-ABC123", lifecycleEventHookExecutionId: "hook-execution-1", status },
];

test.each([["authorizer"], ["studio-url"], ["rekognition"], ["image-ingest"]])(
  "the real bundle of %s may have its calls: each trial is answered as it has to be, and none leaves the function",
  async (code) => {
    expect(await roll(code)).toEqual({ reports: told("Succeeded"), failed: "" });
    const invoked = server.calls.filter((call) => call.startsWith("lambda"));
    expect(new Set(invoked)).toEqual(new Set([`lambda ${code}-1a2b3c4 7`]));
    expect([world.regions.calls, world.s3.called("GET")]).toEqual([[], []]);
  },
);

const answers = (invoked: Invoked) => () => Promise.resolve(invoked);
const problem = (statusCode: number, code: string) =>
  answers({ result: { statusCode, body: JSON.stringify({ code }) } });

test.each<[string, string, () => Promise<Invoked>, string]>([
  ["lets a token without a signature in", "authorizer", answers({ result: { policyDocument: {} } }), "a token without"],
  [
    "does not load",
    "authorizer",
    answers({ error: { name: "Runtime.ImportModuleError", message: "Error" } }),
    "a token",
  ],
  ["lets an ended token in", "studio-url", problem(200, ""), "a caller whose token has ended is refused"],
  ["throws", "studio-url", answers({ error: { name: "TypeError", message: "canary" } }), "a caller whose token"],
  ["is refused by Lambda", "studio-url", answers({ status: 403 }), "a caller whose token has ended is refused"],
  ["answers a bug", "rekognition", problem(500, "internal_error"), "a caller whose token has ended is refused"],
  ["fails an empty batch", "image-ingest", answers({ result: { batchItemFailures: [{}] } }), "an empty batch is done"],
  ["has no trial", "payroll", answers({ result: {} }), "there is no trial of this function"],
])("a version that %s is given no call (%s)", async (_, code, invoke, failed) => {
  const found = await roll(code, invoke);
  expect(found.reports).toEqual(told("Failed"));
  expect(found.failed).toContain(failed);
});

test("one that lacks the layer of the decoder is given no call", async () => {
  const invoke = async (event: unknown): Promise<Invoked> => {
    const isImage = (event as { body: string | null }).body !== null;
    if (isImage) return { result: { statusCode: 500, body: '{"code":"internal_error"}' } };
    return (await versions.get("rekognition")?.invoke(event)) ?? "hang";
  };
  const failed = "an image that cannot be decoded is refused";
  expect(await roll("rekognition", invoke)).toEqual({ reports: told("Failed"), failed });
});

test("CodeDeploy is told of a version that never answers, before Lambda ends the hook", async () => {
  expect((await roll("studio-url", answers("hang"), 10_300)).reports).toEqual(told("Failed"));
});

test("a version that calls are given back to is not tried", async () => {
  server.deployed = { code: "studio-url", creator: "codeDeployRollback" };
  server.invoke = answers({ status: 403 });
  await hook.invoke(HOOK);
  expect([server.reports, server.calls.filter((call) => call.startsWith("lambda"))]).toEqual([told("Succeeded"), []]);
});

test.each([
  ["YAML", "version: 0.0", "the AppSpec is not JSON, as the output rollouts writes it"],
  ["JSON that names no version", "{}", "the AppSpec names no function and version"],
])("an AppSpec of %s is refused", async (_, appSpec, failed) => {
  server.deployed = { code: "studio-url", appSpec };
  await hook.invoke(HOOK);
  expect([server.reports, hook.events().at(-1)?.["failed"]]).toEqual([told("Failed"), failed]);
});

test("the hook fails where CodeDeploy cannot be told: it then waits, and takes the version back itself", async () => {
  server.deployed = { code: "studio-url" };
  server.reportStatus = 400;
  expect(await hook.failure(HOOK)).toBe("CodeDeploy answered 400 to what asks for the report");
});
