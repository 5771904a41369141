import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { bundleFunction } from "../../../../infra/functions/bundle";
import { projectRoot } from "../../../../infra/project-root";
import { type Cloud, startCloud } from "../../../../local/cloud/cloud";
import type { Caller } from "../../../../local/load/drive";
import type { Graph, GraphResource } from "../../../../local/program/graph";
import { runProgram } from "../../../../local/program/run-program";
import { KeyServer } from "../../../functions/key-server";
import { accessClaims, sign, signingKey } from "../../../functions/tokens";

/** The home Region first; its endpoint needs no network of its own. */
export const REGIONS = ["eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "us-west-2"];

/** Constant, so that what a call took beyond it is what the pool added. */
export const SERVICE_MS = 450;

const BUNDLES = "build/bench/laptop";

/** The program with five Regions and one operation, and the bundle of the published design, made once a run. */
export interface Program {
  readonly graph: Graph;
  readonly runtimeBundle: string;
  readonly seedCode: string;
}

export async function program(): Promise<Program> {
  const root = projectRoot();
  buildSync({
    absWorkingDir: root,
    entryPoints: { program: "infra/index.ts", "lambda-runtime": "local/lambda/runtime.ts" },
    outdir: BUNDLES,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const own = (key: string) => `private-ml-gateway:${key}`;
  const config = {
    [own("rekognitionOperations")]: ["DetectFaces"],
    [own("ingestDefaultOperations")]: ["DetectFaces"],
    [own("rekognitionReservedConcurrency")]: 900,
    [own("rekognitionRegions")]: REGIONS.map((region, index) => {
      const quotas = { DetectFaces: 30 };
      return index === 0 ? { region, quotas } : { region, quotas, cidr: `10.${70 + index}.0.0/24` };
    }),
  };
  const programBundle = `${BUNDLES}/program.js`;
  const graph = await runProgram({ projectRoot: root, stack: "dev", programBundle, config });
  const seedCode = bundleFunction("bench-seed", "test/bench/pool/laptop/seed-function.ts");
  return { graph, seedCode, runtimeBundle: path.join(root, BUNDLES, "lambda-runtime.js") };
}

export interface RegionQuota {
  readonly region: string;
  /** What the account really has, calls a second. */
  readonly quota: number;
  /** What config gives. */
  readonly weight?: number;
}

export interface BenchCloud {
  readonly cloud: Cloud;
  readonly caller: Caller;
  close(): Promise<void>;
}

/** @param policy seconds that the router waits, or the published design in its place */
export async function benchCloud(
  { graph, seedCode, runtimeBundle }: Program,
  regions: readonly RegionQuota[],
  policy: number | "seed",
): Promise<BenchCloud> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pool-bench-"));
  const key = signingKey();
  const keys = await KeyServer.start(key.jwk);
  const poolOf = regions.map(({ region, quota, weight }) => ({
    region,
    endpoint: "https://replaced.example",
    quotas: { DetectFaces: quota },
    ...(weight !== undefined && { weight }),
  }));
  const POOL = JSON.stringify({ regions: poolOf, operations: ["DetectFaces"] });
  const cloud = await startCloud({
    graph: policy === "seed" ? withCode(graph, seedCode) : graph,
    projectRoot: projectRoot(),
    environment: {
      authorizer: { KEY_SET_URL: keys.url },
      rekognition: { POOL, ...(policy !== "seed" && { WAIT_SECONDS: String(policy) }) },
    },
    pool: {
      serviceMs: [SERVICE_MS, SERVICE_MS],
      quotas: Object.fromEntries(regions.map(({ region, quota }) => [region, { DetectFaces: quota }])),
    },
    logFolder: path.join(folder, "logs"),
    runtimeBundle,
  });
  await Promise.all(cloud.functions.names().map((name) => cloud.functions.warm(name)));
  const { ISSUER = "", CLIENT_IDS = "", REQUIRED_SCOPE, REKOGNITION_GROUP = "" } = variablesOf(graph, "authorizer");
  const claims = { iss: ISSUER, client_id: CLIENT_IDS.split(",")[0], scope: REQUIRED_SCOPE };
  const token = sign(key, accessClaims({ ...claims, username: "dave", "cognito:groups": [REKOGNITION_GROUP] }));
  const api = graph.resources.find(({ type }) => type === "aws:apigateway/restApi:RestApi");
  return {
    cloud,
    caller: {
      door: cloud.door("execute-api"),
      api: { id: api?.id ?? "", stage: "live" },
      token,
      operation: "detect-faces",
    },
    async close() {
      await cloud.close();
      await keys.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withCode(graph: Graph, code: string): Graph {
  const changed = (resource: GraphResource): GraphResource =>
    isFunction(resource, "rekognition")
      ? { ...resource, inputs: { ...resource.inputs, code }, outputs: { ...resource.outputs, code } }
      : resource;
  return { ...graph, resources: graph.resources.map(changed) };
}

function variablesOf(graph: Graph, name: string): Readonly<Record<string, string>> {
  const lambda = graph.resources.find((resource) => isFunction(resource, name));
  return (lambda?.inputs["environment"] as { readonly variables: Record<string, string> }).variables;
}

function isFunction(resource: GraphResource, name: string): boolean {
  return resource.type === "aws:lambda/function:Function" && resource.name === name;
}
