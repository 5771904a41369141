/** An images bucket, as far as one image needs it: HEAD and GET with versions and ranges, and tags, for unmodified SDK clients. */
import { createHash } from "node:crypto";
import * as http from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredObject {
  readonly body: Uint8Array;
  readonly version: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface S3Call {
  /** HEAD or GET; TAGGING for the GET of an object's tags. */
  readonly method: string;
  readonly key: string;
  readonly version: string | null;
  readonly range: string | undefined;
}

/** An error's code and status, or what a sick S3 does. */
export type S3Reply =
  | { readonly error: string; readonly status: number }
  /** Answers as usual, so many milliseconds later. */
  | { readonly afterMs: number }
  | "reset"
  | "endless"
  | "nothing";

type Prompt = Exclude<S3Reply, { readonly afterMs: number }>;

export const BUCKET = "images-bucket";

export class S3Server {
  readonly calls: S3Call[] = [];
  script: (call: S3Call) => S3Reply | undefined = () => undefined;
  /** Bytes of bodies that were sent, whether anybody read them or not. */
  sent = 0;
  /** Versions of each key, the newest first. */
  readonly #objects = new Map<string, StoredObject[]>();
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => this.#serve(request, response));
  }

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @returns the new version's id */
  put(key: string, body: Uint8Array, metadata: StoredObject["metadata"] = {}): string {
    const version = createHash("sha256")
      .update(key)
      .update(body)
      .update(JSON.stringify(metadata))
      .digest("hex")
      .slice(0, 32);
    this.#objects.set(key, [{ body, version, metadata }, ...(this.#objects.get(key) ?? [])]);
    return version;
  }

  delete(key: string): void {
    this.#objects.delete(key);
  }

  called(method: string): S3Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  reset(): void {
    this.calls.length = 0;
    this.sent = 0;
    this.script = () => undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    // By hand: the URL parser would resolve dot segments, which S3 does not.
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const key = decodeURIComponent(path.slice(`/${BUCKET}/`.length));
    const version = new URLSearchParams(query).get("versionId");
    const method = /(^|&)tagging\b/.test(query) ? "TAGGING" : (request.method ?? "");
    const call = { method, key, version, range: request.headers.range };
    this.calls.push(call);
    const scripted = this.script(call);
    if (typeof scripted === "object" && "afterMs" in scripted) {
      setTimeout(() => this.#answer(request, response, call), scripted.afterMs);
    } else this.#answer(request, response, call, scripted);
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse, call: S3Call, reply?: Prompt): void {
    const { key, version, method } = call;
    if (reply === "reset") return void request.socket.destroy();
    // Neither a length nor a body: what is left of an answer when something on the way has lost both.
    if (reply === "nothing") return void response.writeHead(200, { connection: "close" }).end();
    if (reply === "endless") {
      this.#sendWithoutEnd(response);
      return;
    }
    const object = this.#objects.get(key)?.find((each) => version === null || version === each.version);
    const failure =
      reply ?? (object && request.url?.startsWith(`/${BUCKET}/`) ? undefined : { error: "AccessDenied", status: 403 });
    if (failure || !object) {
      refuse(request, response, failure ?? { error: "NoSuchKey", status: 404 });
      return;
    }
    if (method === "TAGGING") return void response.end("<Tagging><TagSet/></Tagging>");
    this.#send(request, response, object);
  }

  #send(request: http.IncomingMessage, response: http.ServerResponse, object: StoredObject): void {
    const last = /^bytes=0-(\d+)$/.exec(request.headers.range ?? "")?.[1];
    const body = last === undefined ? object.body : object.body.subarray(0, Number(last) + 1);
    response.writeHead(last === undefined ? 200 : 206, {
      "content-length": String(body.length),
      "x-amz-version-id": object.version,
      ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    });
    if (request.method === "HEAD") return void response.end();
    this.sent += body.length;
    response.end(body);
  }

  /** A body that is longer than its head has said, as long as anybody reads. */
  #sendWithoutEnd(response: http.ServerResponse): void {
    response.writeHead(200, { "transfer-encoding": "chunked" });
    const chunk = Buffer.alloc(256 * 1024, 0xff);
    const more = (): void => {
      if (response.destroyed) return;
      this.sent += chunk.length;
      if (response.write(chunk)) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  }
}

function refuse(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  failure: { error: string; status: number },
) {
  response.writeHead(failure.status, { "content-type": "application/xml" });
  const body = `<Error><Code>${failure.error}</Code><Message>canary-s3</Message></Error>`;
  response.end(request.method === "HEAD" ? undefined : body);
}
