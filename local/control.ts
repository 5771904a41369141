import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PoolControls } from "./cloud/pool";
import { isRegionFault, REGION_FAULTS } from "./cloud/rekognition/faults";
import type { RegionState } from "./cloud/rekognition/region";
import { UserError } from "./user-error";

/** What a running laptop tells about its pool. */
export interface PoolState {
  readonly regions: readonly RegionState[];
  /** Messages that wait, by queue. */
  readonly waiting: Readonly<Record<string, number>>;
}

/** What came of putting failed messages back. */
export interface Redriven {
  /** How many messages. */
  readonly redriven: number;
}

const LARGEST_BODY_BYTES = 1024;

/**
 * Where other commands reach the laptop's pool: this machine only, and no web page. A page of a browser can neither send JSON to another
 * origin without asking first, which is not answered here, nor come under this host name.
 */
export class Control {
  private readonly server: Server;

  constructor(private readonly pool: PoolControls) {
    this.server = createServer((request, response) => {
      void this.reply(request).then(({ status, value }) => {
        response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
        response.end(JSON.stringify(value));
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async reply(request: IncomingMessage): Promise<{ status: number; value: unknown }> {
    const isOurs = `http://${request.headers.host ?? ""}` === this.url;
    const isJson = request.method === "GET" || request.headers["content-type"] === "application/json";
    if (!isOurs || !isJson) return { status: 403, value: { message: "Only commands of this laptop, in JSON." } };
    try {
      return { status: 200, value: this.act(`${request.method ?? ""} ${request.url ?? ""}`, await bodyOf(request)) };
    } catch (error) {
      return { status: 400, value: { message: (error as Error).message } };
    }
  }

  private act(what: string, body: Readonly<Record<string, unknown>>): unknown {
    if (what === "GET /pool") return { regions: this.pool.regions(), waiting: this.pool.waiting() } satisfies PoolState;
    if (what === "POST /redrive") {
      requirePool(this.pool);
      return { redriven: this.pool.redrive() } satisfies Redriven;
    }
    if (what !== "POST /fault") throw new Error("There are GET /pool, POST /fault and POST /redrive.");
    switchFault(this.pool, body["region"], body["fault"]);
    return {};
  }
}

/**
 * @param fault one of the kinds, or "off"
 * @throws UserError naming what is allowed
 */
export function switchFault(pool: Pick<PoolControls, "regions" | "setFault">, region: unknown, fault: unknown): void {
  requirePool(pool);
  const names = pool.regions().map((state) => state.region);
  const known = names.find((name) => name === region);
  if (known === undefined)
    throw new UserError(`There is no Region "${String(region)}" in the pool; there are ${names.join(", ")}.`);
  if (fault !== "off" && !isRegionFault(fault))
    throw new UserError(
      `There is no fault "${String(fault)}"; there are off, ${Object.keys(REGION_FAULTS).join(", ")}.`,
    );
  pool.setFault(known, fault === "off" ? undefined : fault);
}

function requirePool(pool: Pick<PoolControls, "regions">): void {
  if (pool.regions().length > 0) return;
  throw new UserError("The program has no Rekognition pool (rekognitionRegions is empty).");
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.length > LARGEST_BODY_BYTES) throw new Error("The body is too long.");
  }
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Asks a running laptop. @throws UserError with its own sentence when it refuses, or when it is gone */
export async function askControl<Answer>(url: string, path: string, body?: unknown): Promise<Answer> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, body === undefined ? {} : init);
  } catch {
    throw new UserError("The laptop does not answer: run `npm start` first, in another terminal.");
  }
  const value: unknown = await response.json();
  if (!response.ok) throw new UserError((value as { readonly message: string }).message);
  return value as Answer;
}
