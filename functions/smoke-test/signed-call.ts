import { SignatureV4 } from "@smithy/signature-v4";
import { NodeSha256 } from "../aws/node-sha256";
import type { SmokeTestSettings } from "./env";

export interface SignedCall {
  readonly service: "codedeploy" | "lambda";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** AWS's answer, success or not. */
export interface AwsAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** JSON; undefined for an empty body. */
  readonly body: unknown;
}

/** @throws the signal's reason, or an error of the network after the last try */
export type CallAws = (call: SignedCall, signal: AbortSignal) => Promise<AwsAnswer>;

/**
 * Three calls of CodeDeploy and one of Lambda are all that this function makes. CodeDeploy's client would be one more package to keep, and
 * Lambda's alone makes a bundle of 530 kB that loads in 550 ms, where this whole function's has 26 kB and loads in 110 ms (on one machine).
 * The SDK's signer is here already, beneath the other clients. Each of the calls may be sent twice.
 */
export function signedCalls({ region, dnsSuffix, credentials, endpoints }: SmokeTestSettings): CallAws {
  return (call, signal) => {
    const { service } = call;
    const base = new URL(endpoints[service] ?? `https://${service}.${region}.${dnsSuffix}`);
    const signer = new SignatureV4({ credentials, region, service, sha256: NodeSha256 });
    return withRetries(() => send(signer, base, call, signal), signal);
  };
}

async function send(signer: SignatureV4, base: URL, call: SignedCall, signal: AbortSignal): Promise<AwsAnswer> {
  const { path, query = {}, body } = call;
  const { protocol, hostname } = base;
  const headers = { host: base.host, ...call.headers };
  const signed = await signer.sign({ method: "POST", protocol, hostname, path, query: { ...query }, headers, body });
  const url = new URL(path, base);
  url.search = new URLSearchParams(query).toString();
  const answer = await fetch(url, { method: "POST", headers: signed.headers, body, signal });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
  };
}

const TRIES = 5;
const FIRST_WAIT_MS = 200;

/** Throttling, AWS's own faults and a connection that broke pass; what AWS says of the request itself does not. */
async function withRetries(ask: () => Promise<AwsAnswer>, signal: AbortSignal): Promise<AwsAnswer> {
  for (let tried = 1; ; tried++) {
    const last = tried === TRIES;
    try {
      const answer = await ask();
      if (last || (answer.status !== 429 && answer.status < 500)) return answer;
    } catch (error) {
      if (last || signal.aborted) throw error;
    }
    const waitMs = FIRST_WAIT_MS * 2 ** tried * (0.5 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
