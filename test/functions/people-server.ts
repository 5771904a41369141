/** The mapping table as far as the functions use it: GetItem and TransactGetItems over DynamoDB's wire protocol, with faults on demand. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { type Item, personItem, reservationItem, reservationKey } from "../../functions/people/people-item";
import { type PersonRow, profileKey } from "../../functions/people/people-row";
import { bodyOf } from "./request-body";

/** What every request gets: the item, or a fault. */
export type Behaviour = "serve" | "throttle" | "conflict" | "refuse" | "break" | "hang";

const ERRORS: Readonly<Partial<Record<Behaviour, { readonly status: number; readonly type: string }>>> = {
  throttle: { status: 400, type: "com.amazonaws.dynamodb.v20120810#ThrottlingException" },
  conflict: { status: 400, type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException" },
  refuse: { status: 400, type: "com.amazon.coral.service#AccessDeniedException" },
  break: { status: 500, type: "com.amazonaws.dynamodb.v20120810#InternalServerError" },
};

interface Get {
  readonly Key: { readonly callerId: { readonly S: string } };
}

export class PeopleServer {
  readonly items = new Map<string, Item>();
  behaviour: Behaviour = "serve";
  /** The input of every request, in order. */
  readonly asked: Readonly<Record<string, unknown>>[] = [];
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<PeopleServer> {
    const server = new PeopleServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** How a function finds the table. */
  get environment(): Record<string, string> {
    return {
      AWS_REGION: "eu-central-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_ACCESS_KEY_ID: "AKIAFUNCTION",
      AWS_SECRET_ACCESS_KEY: "function-secret",
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      PEOPLE_TABLE: "mapping-1a2b3c4",
    };
  }

  /** As `npm run mapping` writes it: the row, and a reservation of each of its profiles. */
  write(row: PersonRow): void {
    this.items.set(row.callerId, personItem(row));
    for (const entry of row.entries) this.reserve(profileKey(entry), { holders: [row.callerId] });
  }

  /** @param profile `<domain id>/<profile name>` */
  reserve(profile: string, { holders, shared = false }: { holders: readonly string[]; shared?: boolean }): void {
    this.items.set(reservationKey(profile), reservationItem({ profile, holders, shared, version: 1 }));
  }

  reset(): void {
    this.items.clear();
    this.asked.length = 0;
    this.behaviour = "serve";
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (text === undefined) return;
    const input = JSON.parse(text) as Get & { readonly TransactItems?: readonly { readonly Get: Get }[] };
    const operation = String(request.headers["x-amz-target"]).split(".")[1];
    this.asked.push({ operation, ...input });
    if (this.behaviour === "hang") return;
    response.setHeader("content-type", "application/x-amz-json-1.0").setHeader("x-amzn-requestid", "dynamodb-request");
    const error = ERRORS[this.behaviour];
    if (error) {
      const message = "User: arn:aws:iam::111122223333:role/canary is not authorized";
      return void response.writeHead(error.status).end(JSON.stringify({ __type: error.type, message }));
    }
    const found = ({ Key }: Get) => {
      const Item = this.items.get(Key.callerId.S);
      return Item ? { Item } : {};
    };
    const answer = input.TransactItems ? { Responses: input.TransactItems.map(({ Get }) => found(Get)) } : found(input);
    response.end(JSON.stringify(answer));
  }
}
