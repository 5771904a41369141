/**
 * The company sign-in, in a process of its own: oidc-provider is ESM, prints warnings that are not the newcomer's
 * business, and can be stopped here while the gateway goes on, as a real one can.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type JWK } from "oidc-provider";
import type { SignatureAlgorithm } from "../../functions/authorizer/token-rules";
import { configuration } from "./configuration";
import { FederatedSignIn } from "./federated-sign-in";
import type { FromProvider, IdentitySettings, ToProvider } from "./messages";
import { answerPeoplePicker } from "./people-picker";
import { newSigningKey } from "./signing-keys";

interface Running {
  readonly server: Server;
  readonly issuer: string;
  readonly settings: IdentitySettings;
  keys: readonly JWK[];
  provider: Provider;
  keySetRequests: number;
  /** Set where people sign in at a corporate provider and not here. */
  federated?: FederatedSignIn;
}

async function start(settings: IdentitySettings): Promise<Running> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", resolve);
  });
  // The issuer names the port, so the provider can only be made once the port is known.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = [await newSigningKey(algorithmOf(settings))];
  const running: Running = {
    server,
    issuer,
    settings,
    keys,
    provider: makeProvider(issuer, settings, keys),
    keySetRequests: 0,
  };
  server.on("request", (request, response) => {
    answer(running, request, response).catch(() => response.destroy());
  });
  return running;
}

async function answer(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/jwks") running.keySetRequests += 1;
  const { provider, settings, federated } = running;
  const answered = federated
    ? await federated.answer(provider, request, response)
    : await answerPeoplePicker(provider, settings.people, request, response);
  if (!answered) await provider.callback()(request, response);
}

function algorithmOf({ shape }: IdentitySettings): SignatureAlgorithm {
  return shape.algorithms[0] ?? "RS256";
}

/** The first key signs. Sessions and codes outlive this: oidc-provider's memory belongs to the process. */
function makeProvider(issuer: string, settings: IdentitySettings, keys: readonly JWK[]): Provider {
  return new Provider(issuer, configuration(issuer, settings, keys));
}

async function rotateKeys(running: Running, keepOld: boolean): Promise<readonly string[]> {
  running.keys = [await newSigningKey(algorithmOf(running.settings)), ...(keepOld ? running.keys : [])];
  running.provider = makeProvider(running.issuer, running.settings, running.keys);
  return running.keys.map((key) => key.kid ?? "");
}

function tell(message: FromProvider): void {
  process.send?.(message);
}

let running: Running | undefined;

async function obey(message: ToProvider): Promise<void> {
  if (message.kind === "start") {
    running = await start(message.settings);
    tell({ kind: "ready", issuer: running.issuer });
  } else if (message.kind === "rotateKeys" && running !== undefined) {
    tell({ kind: "rotated", keyIds: await rotateKeys(running, message.keepOld) });
  } else if (message.kind === "federate" && running !== undefined) {
    running.federated = new FederatedSignIn(running.issuer, message.corporate, running.settings.people);
    tell({ kind: "federated" });
  } else if (message.kind === "countKeySetRequests" && running !== undefined) {
    tell({ kind: "counted", keySetRequests: running.keySetRequests });
  } else {
    process.exit(0);
  }
}

process.on("message", (message: ToProvider) => {
  obey(message).catch((error: unknown) => {
    const { message: reason, code } = error as NodeJS.ErrnoException;
    tell({ kind: "failed", reason, ...(code === undefined ? {} : { code }) });
  });
});
// Ctrl-C reaches every process of the terminal at once; the laptop decides in which order things end.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
