/** EventBridge as far as the function uses it: PutEvents over its wire protocol, with faults on demand. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { bodyOf } from "../request-body";

export interface PutEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** What a request gets: taken, an entry that is refused in a 200, a refusal, a fault, or no answer. */
export type Behaviour = "take" | "refuse-entry" | "deny" | "break" | "hang";

const ERRORS: Readonly<Partial<Record<Behaviour, { readonly status: number; readonly type: string }>>> = {
  deny: { status: 400, type: "AccessDeniedException" },
  break: { status: 500, type: "InternalException" },
};

export class EventsServer {
  behaviour: Behaviour = "take";
  /** Every entry that was sent, taken or not. */
  readonly entries: PutEntry[] = [];
  /** Signed for which service. */
  readonly scopes: string[] = [];
  readonly #server = http.createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<EventsServer> {
    const server = new EventsServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(behaviour: Behaviour = "take"): void {
    this.behaviour = behaviour;
    this.entries.length = this.scopes.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (text === undefined) return;
    this.entries.push(...(JSON.parse(text) as { Entries: PutEntry[] }).Entries);
    this.scopes.push(/Credential=[^,]*\/([a-z]+)\/aws4_request/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (this.behaviour === "hang") return;
    const error = ERRORS[this.behaviour];
    const taken = { FailedEntryCount: 0, Entries: [{ EventId: "1" }] };
    const refused = { FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException", ErrorMessage: "slow down" }] };
    const answer = this.behaviour === "refuse-entry" ? refused : taken;
    response.writeHead(error?.status ?? 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(error ? { __type: error.type, message: "no" } : answer));
  }
}
