import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { clientSettings } from "../../aws/client-settings";
import type { RegionSettings } from "../pool-text";
import { CONNECT_MS } from "../time-limits";

/**
 * One client per Region on that Region's own endpoint, made when first needed and kept: sockets are reused, and no
 * Region waits for another one's TLS.
 *
 * The SDK tries nothing again: the router knows better where to, and the SDK would stay in the Region and wait a second. Nor has it a
 * time-out for answers: how long one is waited for, the router decides and says by its signal.
 */
export function regionalClients(regions: readonly RegionSettings[]): (region: string) => RekognitionClient {
  const clients = new Map<string, RekognitionClient>();
  return (region) => {
    const known = clients.get(region);
    if (known) return known;
    const endpoint = regions.find((each) => each.region === region)?.endpoint;
    if (endpoint === undefined) throw new Error(`The pool has no Region ${region}.`);
    const settings = clientSettings({ connect: CONNECT_MS, attempts: 1 });
    const client = new RekognitionClient({ region, endpoint, ...settings });
    clients.set(region, client);
    return client;
  };
}
