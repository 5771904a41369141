/**
 * Rekognition as several Regions have it, over its real wire protocol (JSON 1.1), one server each, for unmodified SDK
 * clients. Answers can be scripted per Region; every call is recorded.
 */
import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { OperationName } from "../../../functions/pool/operations";
import { bodyOf } from "../request-body";

export interface RegionCall {
  readonly region: string;
  readonly operation: OperationName;
  readonly input: Readonly<Record<string, unknown>>;
  /** Region and service that the signature is for. */
  readonly scope: string;
  /** Milliseconds since the process began. */
  readonly at: number;
}

/** An error as AWS writes it, an answer, a page of some proxy's, or what a sick Region does. */
export type RegionReply =
  | { readonly error: string; readonly status: number; readonly message?: string }
  | { readonly json: Readonly<Record<string, unknown>> }
  | { readonly html: number }
  /** The usual answer, once that is settled. */
  | { readonly until: Promise<unknown> }
  | "empty"
  | "hang"
  | "hang-in-body"
  | "half-a-body"
  | "reset"
  | "reset-in-body"
  | "not-json";

type Script = (call: RegionCall) => RegionReply | undefined;

export const THROTTLE: RegionReply = {
  error: "ProvisionedThroughputExceededException",
  status: 400,
  message: "Provisioned Rate exceeded",
};
export const DENIED: RegionReply = { error: "AccessDeniedException", status: 400 };
export const FAULT: RegionReply = { error: "InternalServerError", status: 500 };

/** What no answer to a caller may pass on. */
export const UPSTREAM_CANARY = "arn:aws:iam::111122223333:role/canary-role";

export class RegionServers {
  readonly calls: RegionCall[] = [];
  /** Connections that were ever opened, by Region. */
  readonly connections: Record<string, number> = {};
  script: Script = () => undefined;
  /** By how much the Regions' clocks are ahead of this machine's (ms): signatures of another time than theirs are refused. */
  clockAheadMs = 0;
  readonly #servers = new Map<string, http.Server>();
  readonly #sockets = new Map<Socket, string>();

  static async start(...regions: readonly string[]): Promise<RegionServers> {
    const servers = new RegionServers();
    for (const region of regions) await servers.#listen(region);
    return servers;
  }

  url(region: string): string {
    const address = this.#servers.get(region)?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  /** Regions that were called, in order. */
  get order(): string[] {
    return this.calls.map(({ region }) => region);
  }

  /** Each Region's answers, by Region; a Region that is not named answers well. */
  answering(replies: Readonly<Record<string, RegionReply>>): void {
    this.script = ({ region }) => replies[region];
  }

  reset(): void {
    this.clockAheadMs = 0;
    this.calls.length = 0;
    this.script = () => undefined;
  }

  /** As after ten minutes in which a frozen environment's peers have gone. */
  dropConnections(): void {
    for (const socket of this.#sockets.keys()) socket.resetAndDestroy();
  }

  openSockets(region: string): number {
    return [...this.#sockets.values()].filter((each) => each === region).length;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers.values()) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  async #listen(region: string): Promise<void> {
    const server = http.createServer((request, response) => void this.#serve(region, request, response));
    this.connections[region] = 0;
    server.on("connection", (socket) => {
      this.connections[region] = (this.connections[region] ?? 0) + 1;
      this.#sockets.set(socket, region);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#servers.set(region, server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  }

  async #serve(region: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (body === undefined) return;
    const operation = String(request.headers["x-amz-target"]).replace("RekognitionService.", "") as OperationName;
    const input = JSON.parse(body) as Record<string, unknown>;
    const scope = /Credential=\w+\/\d+\/([\w-]+\/\w+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const call = { region, operation, input, scope, at: performance.now() };
    this.calls.push(call);
    const now = Date.now() + this.clockAheadMs;
    response.setHeader("date", new Date(now).toUTCString());
    if (Math.abs(signedAt(request) - now) > 300_000) {
      answer(request, response, { error: "InvalidSignatureException", status: 400, message: "Signature expired" });
      return;
    }
    const usual = { json: answerOf(operation, region) };
    const reply = this.script(call) ?? usual;
    const isHeld = typeof reply === "object" && "until" in reply;
    if (isHeld) await reply.until;
    answer(request, response, isHeld ? usual : reply);
  }
}

/** `20260131T120000Z` in milliseconds since 1970. */
function signedAt({ headers }: http.IncomingMessage): number {
  const text = String(headers["x-amz-date"]).replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5");
  return Date.parse(text);
}

const FOUND: Readonly<Record<OperationName, (region: string) => Record<string, unknown>>> = {
  CompareFaces: () => ({ FaceMatches: [{ Similarity: 99.5 }], UnmatchedFaces: [] }),
  DetectFaces: () => ({ FaceDetails: [{ Confidence: 99.5, BoundingBox: { Left: 0.25, Top: 0.5 } }] }),
  DetectLabels: (region) => ({ Labels: [{ Name: `found in ${region}`, Confidence: 99.5 }], LabelModelVersion: "3.0" }),
  DetectModerationLabels: (region) => ({ ModerationLabels: [{ Name: `found in ${region}` }] }),
  DetectProtectiveEquipment: () => ({ Persons: [{ Id: 0, Confidence: 99.5 }] }),
  DetectText: (region) => ({ TextDetections: [{ DetectedText: `found in ${region}`, Type: "LINE" }] }),
  RecognizeCelebrities: (region) => ({ CelebrityFaces: [{ Name: `found in ${region}` }], UnrecognizedFaces: [] }),
};

/** What a Region finds in any image. */
export function answerOf(operation: OperationName, region: string): Record<string, unknown> {
  return FOUND[operation](region);
}

type PromptReply = Exclude<RegionReply, { readonly until: unknown }>;

function answer(request: http.IncomingMessage, response: http.ServerResponse, reply: PromptReply): void {
  const json = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "upstream-1" };
  if (reply === "hang") return;
  if (reply === "reset") return void request.socket.resetAndDestroy();
  if (reply === "empty") return void response.writeHead(200, { "x-amzn-requestid": "upstream-1" }).end();
  if (reply === "not-json") return void response.writeHead(200, json).end("<html>canary-page</html>");
  if (typeof reply === "string") {
    answerInPart(request, response, reply);
    return;
  }
  if ("html" in reply) {
    return void response.writeHead(reply.html, { "content-type": "text/html" }).end("<html>canary-page</html>");
  }
  if ("json" in reply) return void response.writeHead(200, json).end(JSON.stringify(reply.json));
  const message = reply.message ?? `User: ${UPSTREAM_CANARY} did something`;
  response.writeHead(reply.status, json).end(JSON.stringify({ __type: reply.error, Message: message }));
}

function answerInPart(request: http.IncomingMessage, response: http.ServerResponse, how: string): void {
  const full = { "content-type": "application/x-amz-json-1.1", "content-length": "500" };
  const rest = how === "half-a-body" ? { "content-type": "application/x-amz-json-1.1" } : full;
  response.writeHead(200, rest).write('{"FaceDetails":[');
  if (how === "half-a-body") response.end();
  if (how === "reset-in-body") setTimeout(() => request.socket.resetAndDestroy(), 20);
}
