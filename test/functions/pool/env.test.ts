import { type PoolEnvironment, type PoolSettings, readPoolSettings } from "../../../functions/pool/env";
import { poolText } from "../../../functions/pool/pool-text";
import { HOME, PoolWorld, REGIONS } from "./pool-world";

let good: Record<string, string>;

beforeAll(async () => {
  const world = await PoolWorld.start();
  good = world.environment();
  await world.stop();
});

const read = (changes: Partial<PoolEnvironment>) => readPoolSettings("rekognition", { ...good, ...changes });

test("without a list of its own the environment allows every Region of the pool", () => {
  expect(read({}).allowedRegions).toEqual(REGIONS);
  expect(read({ ALLOWED_REGIONS: `${HOME}, eu-west-2` }).allowedRegions).toEqual([HOME, "eu-west-2"]);
});

test("a shared prefix is a folder: it ends in a slash, written or not", () => {
  expect(read({ SHARED_PREFIXES: "logos, team/photos/" }).sharedPrefixes).toEqual(["logos/", "team/photos/"]);
});

test("the pool is read as it is written: quotas in the order of the operations, none where there is no operation", () => {
  const [one, two] = [
    { region: HOME, endpoint: "https://vpce-1.example", quotas: { DetectFaces: 25, DetectText: 5 }, weight: 0.5 },
    { region: "eu-west-1", endpoint: "https://vpce-2.example", quotas: { DetectFaces: 100 } },
  ];
  const written = poolText({ regions: [one, two], operations: ["DetectText", "DetectFaces"] });
  expect(written).toContain('"quotas":[5,25]');
  expect(read({ POOL: written }).pool).toEqual({ regions: [one, two], operations: ["DetectText", "DetectFaces"] });
});

const region = { region: HOME, endpoint: "https://vpce-1.example", quotas: { DetectFaces: 5 } };
const pool = (changes: object, operations: unknown = ["DetectFaces"]) =>
  JSON.stringify({ regions: [{ ...region, ...changes }], operations });

test.each<[keyof PoolEnvironment, string, string]>([
  ["POOL", "no JSON", "{"],
  ["POOL", "no pool", "{}"],
  ["POOL", "an unknown operation", pool({}, ["DetectCats"])],
  ["POOL", "a quota too many", pool({ quotas: [5, 5] })],
  ["POOL", "a negative quota in its list", pool({ quotas: [-5] })],
  ["POOL", "a quota of an unknown operation", pool({ quotas: { DetectCats: 5 } })],
  ["POOL", "a number in place of quotas", pool({ quotas: 5 })],
  ["POOL", "a negative quota", pool({ quotas: { DetectFaces: -5 } })],
  ["POOL", "a Region that is not a name", pool({ region: "frankfurt" })],
  ["POOL", "an endpoint that is not a URL", pool({ endpoint: "vpce-1" })],
  ["POOL", "a weight that is text", pool({ weight: "5" })],
  ["WAIT_SECONDS", "too long a wait", "21"],
  ["ALLOWED_REGIONS", "a Region that is not a name", "eu-west-1,frankfurt"],
  ["GROUP_REGIONS", "a list of groups", "[]"],
  ["GROUP_REGIONS", "a Region that is not a name", '{"a":["frankfurt"]}'],
  ["LANES", "a lane without importance", '[{"group":"portal"}]'],
  ["S3_OBJECT", "an unknown word", "everybody"],
  ["SHARED_PREFIXES", "the uploads, which would be everybody's then", "uploads/"],
  ["SHARED_PREFIXES", "one caller's uploads", "logos/,uploads/somebody"],
  ["SHARED_PREFIXES", "the whole bucket", "/"],
  ["MAX_UPLOAD_BYTES", "more than Rekognition reads", "15728641"],
  ["PORTAL_ORIGINS", "an address with a path", "https://portal.example.com/x"],
  ["DEFAULT_OPERATIONS", "an operation on two images", "CompareFaces"],
  ["RESULT_DAYS", "no time at all", "0"],
  ["REKOGNITION_GROUP", "nobody", ""],
  ["IMAGES_BUCKET", "nothing", ""],
])("%s with %s ends the function's start, naming it", (key, _, value) => {
  expect(() => read({ [key]: value })).toThrow(new RegExp(`environment of rekognition cannot be used:\\n  ${key} is `));
});

test.each<[string, keyof PoolSettings, string, number]>([
  ["WAIT_SECONDS", "waitMs", "1", 1000],
  ["WAIT_SECONDS", "waitMs", "20", 20_000],
  ["MAX_UPLOAD_BYTES", "maxUploadBytes", "1", 1],
  ["MAX_UPLOAD_BYTES", "maxUploadBytes", "15728640", 15_728_640],
  ["RESULT_DAYS", "resultDays", "1", 1],
  ["RESULT_DAYS", "resultDays", "3650", 3650],
  ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "memoryBytes", "128", 134_217_728],
  ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "memoryBytes", "10240", 10_737_418_240],
])("%s may be %s: as %s it is %d", (key, name, value, expected) => {
  expect(read({ [key]: value })[name]).toBe(expected);
});

test.each([
  ["WAIT_SECONDS", "0"],
  ["WAIT_SECONDS", "1.5"],
  ["MAX_UPLOAD_BYTES", "0"],
  ["RESULT_DAYS", "3651"],
  ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "127"],
  ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "10241"],
  ["IMAGES_BUCKET", "ab"],
  ["IMAGES_BUCKET", "a".repeat(64)],
  ["RESULTS_TABLE", "ab"],
  ["RESULTS_TABLE", "a".repeat(256)],
  ["PORTAL_ORIGINS", "https://portal.example.com,https://portal.example.com/x"],
  ["DEFAULT_OPERATIONS", "DetectLabels,CompareFaces"],
  ["AWS_REGION", "frankfurt"],
  ["POOL", "null"],
  ["POOL", "[]"],
])("%s may not be %j", (key, value) => {
  expect(() => read({ [key]: value })).toThrow(`  ${key} is `);
});

test("names may be as short and as long as AWS has them", () => {
  for (const IMAGES_BUCKET of ["abc", "a".repeat(63)])
    expect(read({ IMAGES_BUCKET })).toMatchObject({ imagesBucket: IMAGES_BUCKET });
  for (const RESULTS_TABLE of ["abc", "a".repeat(255)])
    expect(read({ RESULTS_TABLE })).toMatchObject({ resultsTable: RESULTS_TABLE });
});
