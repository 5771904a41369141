/** A DynamoDB table of single items, as far as the pool uses it: put, get and update, with the conditions really decided. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { bodyOf } from "../request-body";

type Value = Readonly<Record<string, string>>;
export type Item = Record<string, Value>;

interface Request {
  readonly Key?: { readonly imageId: Value };
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

export class TableServer {
  readonly items = new Map<string, Item>();
  /** Operations in order, e.g. `UpdateItem`. */
  readonly calls: string[] = [];
  script: (operation: string) => { readonly error: string; readonly status: number } | undefined = () => undefined;
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<TableServer> {
    const server = new TableServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.items.clear();
    this.calls.length = 0;
    this.script = () => undefined;
  }

  /** Lets time go by for an item: every time that it says lies so much earlier. */
  elapse(imageId: string, ms: number): void {
    const item = this.items.get(imageId) ?? {};
    const earlier = (name: string, by: number): Item =>
      item[name] ? { [name]: { N: String(Math.floor(Number(item[name]["N"]) - by)) } } : {};
    const times = ["leaseUntil", "retryAt", "uploadUntil"].map((name) => earlier(name, ms));
    this.items.set(imageId, Object.assign({}, item, ...times, earlier("expiresAt", ms / 1000)) as Item);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (text === undefined) return;
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    this.calls.push(operation);
    const failure = this.script(operation);
    const answer = failure ? failed(failure) : this.#run(operation, JSON.parse(text) as Request);
    response
      .writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" })
      .end(JSON.stringify(answer.body));
  }

  #run(operation: string, request: Request): { status: number; body: object } {
    const id = (request.Key?.imageId ?? request.Item?.["imageId"])?.["S"] ?? "";
    const item = this.items.get(id);
    if (operation === "GetItem") return { status: 200, body: item ? { Item: item } : {} };
    if (!isMet(request, item ?? {})) return failed({ error: "ConditionalCheckFailedException", status: 400 });
    this.items.set(id, request.Item ?? updated(request, item ?? { imageId: { S: id } }));
    return { status: 200, body: {} };
  }
}

function failed({ error, status }: { error: string; status: number }): { status: number; body: object } {
  return { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${error}`, message: "canary-table" } };
}

/** OR of ANDs of comparisons and attribute_not_exists; parentheses hold an AND. */
function isMet({ ConditionExpression: condition, ...request }: Request, item: Item): boolean {
  if (condition === undefined) return true;
  const parts = condition.split(" OR ").map((part) => part.replace(/^\((.*)\)$/, "$1"));
  return parts.some((part) => part.split(" AND ").every((term) => holds(term, request, item)));
}

function holds(
  term: string,
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Request,
  item: Item,
): boolean {
  const missing = /^attribute_not_exists\(([#\w]+)\)$/.exec(term)?.[1];
  if (missing !== undefined) return item[names[missing] ?? missing] === undefined;
  const [left = "", operator = "", right = ""] = term.split(" ");
  const [own, given] = [item[names[left] ?? left], values[right]].map((value) => value?.["S"] ?? value?.["N"]);
  if (own === undefined || given === undefined) return operator === "<>";
  if (operator === "=") return own === given;
  if (operator === "<>") return own !== given;
  if (operator === "<") return own < given;
  throw new Error(`The condition "${term}" is not modelled.`);
}

function updated(request: Request, item: Item): Item {
  const {
    UpdateExpression = "",
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  } = request;
  const [, set = "", remove = ""] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(UpdateExpression) ?? [];
  const changed = { ...item };
  for (const assignment of set.split(", ")) {
    const [name = "", value = ""] = assignment.split(" = ");
    changed[names[name] ?? name] = values[value] ?? {};
  }
  const gone = remove.split(", ").map((name) => names[name] ?? name);
  return Object.fromEntries(Object.entries(changed).filter(([name]) => !gone.includes(name)));
}
