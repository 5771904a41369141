import { fork, type ChildProcess } from "node:child_process";
import type { CorporateProvider, FromProvider, IdentitySettings, ToProvider } from "./messages";

/** The company sign-in, as the laptop sees it. */
export interface Identity {
  readonly issuer: string;
  readonly keySetUrl: string;
  /** From now on a new key signs. The old one stays in the key set, or is gone and its tokens with it. */
  rotateKeys(options: { readonly keepOld: boolean }): Promise<void>;
  /** From now on people sign in at the corporate provider. */
  federate(corporate: CorporateProvider): Promise<void>;
  /** How often the key set was fetched since the start. */
  keySetRequests(): Promise<number>;
  /** Ends the process: no one can sign in or fetch keys. */
  stop(): Promise<void>;
  /** Starts it again on the same port, with new keys. */
  restart(): Promise<void>;
}

/** A sign-in process whose code is loading while the Pulumi program still runs; it opens no port before `start`. */
export interface LoadingIdentity {
  start(settings: IdentitySettings): Promise<Identity>;
  /** Ends the process at once, started or not. */
  abandon(): void;
}

/** Thrown when the sign-in cannot start; `code` is Node's, e.g. EADDRINUSE. */
export class IdentityError extends Error {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** For a process that hangs: on a busy machine a start may take half a minute. */
const STARTS_WITHIN_MS = 180_000;

/** @param bundle the provider's bundle, e.g. `build/local/identity-provider.mjs` */
export function loadIdentity(bundle: string): LoadingIdentity {
  let child = spawn(bundle);
  return {
    abandon: () => child.kill("SIGKILL"),
    async start(settings) {
      const { issuer } = await ask(child, { kind: "start", settings }, "ready");
      let federatedWith: CorporateProvider | undefined;
      const samePort = { ...settings, port: Number(new URL(issuer).port) };
      return {
        issuer,
        keySetUrl: `${issuer}/jwks`,
        async rotateKeys({ keepOld }) {
          await ask(child, { kind: "rotateKeys", keepOld }, "rotated");
        },
        async federate(corporate) {
          federatedWith = corporate;
          await ask(child, { kind: "federate", corporate }, "federated");
        },
        async keySetRequests() {
          return (await ask(child, { kind: "countKeySetRequests" }, "counted")).keySetRequests;
        },
        stop: () => end(child),
        async restart() {
          await end(child);
          child = spawn(bundle);
          await ask(child, { kind: "start", settings: samePort }, "ready");
          if (federatedWith) await ask(child, { kind: "federate", corporate: federatedWith }, "federated");
        },
      };
    },
  };
}

function spawn(bundle: string): ChildProcess {
  // An environment of its own (Windows needs SystemRoot for random numbers), and its output is not ours to show.
  const { SystemRoot } = process.env;
  const env = SystemRoot === undefined ? {} : { SystemRoot };
  const child = fork(bundle, [], { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  child.setMaxListeners(20);
  return child;
}

/** Sends a message and waits for its answer, for the child's complaint, or for its end. */
function ask<Kind extends FromProvider["kind"]>(
  child: ChildProcess,
  message: ToProvider,
  answer: Kind,
): Promise<Extract<FromProvider, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, code?: string) => {
      settle();
      reject(new IdentityError(`The company sign-in did not answer: ${reason}`, code));
    };
    const onMessage = (received: FromProvider) => {
      if (received.kind === "failed") fail(received.reason, received.code);
      if (received.kind !== answer) return;
      settle();
      resolve(received as Extract<FromProvider, { kind: Kind }>);
    };
    const onExit = (status: number | null) => fail(`its process ended with status ${status ?? "unknown"}.`);
    const timer = setTimeout(() => fail(`nothing within ${STARTS_WITHIN_MS / 1000} s.`), STARTS_WITHIN_MS);
    const settle = () => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit);
    };
    child.on("message", onMessage).on("exit", onExit);
    if (child.connected) child.send(message);
    else fail("its process is not running.");
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
