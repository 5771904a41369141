import type * as resproto from "@pulumi/pulumi/proto/resource_pb";
import * as answers from "./answers";
import type { Failures } from "./failures";
import { NothingThere } from "./outputs/existing-places";
import type { Registry } from "./registry";

interface RpcError extends Error {
  readonly code: number;
  readonly details: string;
}
type Callback<T> = (error: RpcError | null, response?: T) => void;

// https://grpc.io/docs/guides/status-codes/
const UNKNOWN = 2;
const UNIMPLEMENTED = 12;

/** What the SDK may rely on. Transforms and hooks would need a second, called-back server, so they are refused. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "parameterization",
]);

/**
 * The engine's side of the SDK's ResourceMonitor protocol, in the call shape of its gRPC client: `(request, callback)`.
 * Requests are the SDK's own protobuf messages. A method that is missing answers UNIMPLEMENTED, as an older engine would.
 */
export function createMonitor(registry: Registry, failures: Failures): object {
  const methods = {
    supportsFeature: (request: resproto.SupportsFeatureRequest, callback: Callback<resproto.SupportsFeatureResponse>) =>
      callback(null, answers.supports(FEATURES.has(request.getId()))),
    registerResource: answering(failures, (request: resproto.RegisterResourceRequest) =>
      answers.registered(registry.register(request)),
    ),
    readResource: answering(failures, (request: resproto.ReadResourceRequest) => answers.read(registry.read(request))),
    registerResourceOutputs: answering(failures, (request: resproto.RegisterResourceOutputsRequest) => {
      registry.setOutputs(request.getUrn(), request.getOutputs()?.toJavaScript() ?? {});
      return answers.empty();
    }),
    invoke: answering(failures, (request: resproto.ResourceInvokeRequest) => answers.invoked(registry.invoke(request))),
    call: answering(failures, (request: resproto.ResourceCallRequest) => {
      throw new Error(`The program calls the method ${request.getTok()} of a remote component, which is not modelled.`);
    }),
    registerPackage: answering(failures, (request: resproto.RegisterPackageRequest) =>
      answers.packageReference(request.getName()),
    ),
    signalAndWaitForShutdown: (_: unknown, callback: Callback<unknown>) => callback(null, answers.empty()),
    close: () => undefined,
  };
  return new Proxy(methods, {
    get: (target, name) => (name in target ? target[name as keyof typeof target] : unimplemented(String(name))),
  });
}

function answering<Q, A>(failures: Failures, answer: (request: Q) => A) {
  return (request: Q, callback: Callback<A>): void => {
    try {
      callback(null, answer(request));
    } catch (fault) {
      const error = fault instanceof Error ? fault : new Error(String(fault));
      // AWS's own answer is the program's to deal with.
      if (!(error instanceof NothingThere)) failures.refuse(error);
      callback(rpcError(UNKNOWN, error.message));
    }
  };
}

function unimplemented(name: string) {
  return (_: unknown, callback: Callback<never>): void => {
    callback(rpcError(UNIMPLEMENTED, `${name} is not offered by the laptop's engine`));
  };
}

function rpcError(code: number, details: string): RpcError {
  return Object.assign(new Error(details), { code, details });
}
