import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as engrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engproto from "@pulumi/pulumi/proto/engine_pb";
import * as resrpc from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { readStackConfig } from "../../../local/program/config";
import { Failures } from "../../../local/program/failures";
import { graphToJson } from "../../../local/program/graph-json";
import { createMonitor } from "../../../local/program/monitor";
import { Registry } from "../../../local/program/registry";

type Method = (request: unknown, callback: (error: unknown, response?: unknown) => void) => void;

/** The engine's own service: the errors of the program's log (its warnings are for the preview), and the stack's URN. */
function createEngine(log: string[]): Record<string, Method> {
  let root = "";
  return {
    log: (request, callback) => {
      const entry = request as engproto.LogRequest;
      if (entry.getSeverity() >= engproto.LogSeverity.ERROR) log.push(entry.getMessage());
      callback(null, new Empty());
    },
    setRootResource: (request, callback) => {
      root = (request as engproto.SetRootResourceRequest).getUrn();
      callback(null, new engproto.SetRootResourceResponse());
    },
    getRootResource: (_, callback) => {
      const response = new engproto.GetRootResourceResponse();
      response.setUrn(root);
      callback(null, response);
    },
    requirePulumiVersion: (_, callback) => callback(null, new engproto.RequirePulumiVersionResponse()),
  };
}

/** Every method of a service, answered by the object of the same in-process call shape. */
function serve(service: object, methods: Record<string, Method | undefined>): grpc.UntypedServiceImplementation {
  const entries = Object.keys(service).map((name): [string, grpc.UntypedHandleCall] => [
    name,
    ((call: { request: unknown }, callback: Parameters<Method>[1]) => {
      const method = methods[name];
      if (method) method(call.request, callback);
      else callback({ code: grpc.status.UNIMPLEMENTED, details: name });
    }) as grpc.UntypedHandleCall,
  ]);
  return Object.fromEntries(entries);
}

function listen(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

/** Runs the program as the CLI's language host does: its child runner, its TypeScript loader, its environment. */
async function runByChildRunner(root: string, address: string, project: string, config: unknown): Promise<number> {
  const runner = path.join(root, "node_modules/@pulumi/pulumi/cmd/run");
  const where = [`--monitor=${address}`, `--engine=${address}`, `--project=${project}`, "--stack=dev", `--pwd=${root}`];
  const child = spawn(process.execPath, [runner, ...where, "."], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_NODEJS_ORGANIZATION: "organization",
      PULUMI_NODEJS_PROJECT: project,
      PULUMI_NODEJS_STACK: "dev",
      PULUMI_NODEJS_TYPESCRIPT: "true",
      // `npm run check` looks at the types, with the same compiler and settings.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? -1)));
}

/**
 * A run with an engine is a real one to the program, and wants sharp's layer. Where nobody has made it, an empty one stands in, and is
 * taken away again before a deployment could find it.
 */
async function withLayer(root: string, run: () => Promise<number>): Promise<number> {
  const folder = path.join(root, "build/layers/sharp");
  if (fs.existsSync(folder)) return run();
  try {
    fs.mkdirSync(path.join(folder, "nodejs/node_modules/@img/sharp-linux-arm64"), { recursive: true });
    return await run();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Writes the graph of the real program, run by the child runner, to the file named in the first argument. */
async function main([file = ""]: string[]): Promise<void> {
  const root = path.resolve(".");
  const { project, values } = readStackConfig(root, "dev");
  const place = { projectRoot: root, project, stack: "dev", region: values["aws:region"] ?? "", deployed: {} };
  const registry = new Registry(place);
  const failures = new Failures();
  const log: string[] = [];
  const server = new grpc.Server();
  const monitor = createMonitor(registry, failures) as Record<string, Method>;
  server.addService(resrpc.ResourceMonitorService, serve(resrpc.ResourceMonitorService, monitor));
  server.addService(engrpc.EngineService, serve(engrpc.EngineService, createEngine(log)));
  const port = await listen(server);
  const code = await withLayer(root, () => runByChildRunner(root, `127.0.0.1:${port}`, project, values));
  server.forceShutdown();
  failures.throwIfAny();
  if (code !== 0 || log.length) throw new Error(`The runner ended with ${code}: ${log.join("\n")}`);
  const graph = { project, stack: "dev", resources: registry.resources(), outputs: registry.stackOutputs() };
  fs.writeFileSync(file, graphToJson(graph));
}

void main(process.argv.slice(2));
