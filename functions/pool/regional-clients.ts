import { RekognitionClient } from "@aws-sdk/client-rekognition";
import type { RegionSettings } from "./pool-text";
import { ATTEMPT_TIMEOUT_MS } from "./router/router";

/** A path that is lost shows here long before an attempt's time is up. */
const CONNECT_MS = 1000;

/**
 * One client per Region on that Region's own endpoint, made when first needed and kept: sockets are reused, and no
 * Region waits for another one's TLS.
 *
 * Exactly one HTTP request an attempt: the router knows better than the SDK where to try again, and the SDK would stay
 * in the Region and wait a second.
 */
export function regionalClients(regions: readonly RegionSettings[]): (region: string) => RekognitionClient {
  const clients = new Map<string, RekognitionClient>();
  return (region) => {
    const known = clients.get(region);
    if (known) return known;
    const endpoint = regions.find((each) => each.region === region)?.endpoint;
    if (endpoint === undefined) throw new Error(`The pool has no Region ${region}.`);
    // With a limit, waiting for a free socket would count as time to connect.
    const agent = { keepAlive: true, maxSockets: Infinity };
    const requestHandler = {
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout: CONNECT_MS,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      // Without it the SDK prints a warning and goes on waiting.
      throwOnRequestTimeout: true,
    };
    const client = new RekognitionClient({ region, endpoint, maxAttempts: 1, requestHandler });
    clients.set(region, client);
    return client;
  };
}
