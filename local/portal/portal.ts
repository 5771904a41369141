import * as fs from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { apiPageStyle } from "./api-page/page-file";
import { apiPage } from "./api-page/page";
import type { Backend } from "./backend";
import { Desk } from "./desk";
import { html } from "./html";
import { stream } from "./live";
import { type Reply, send, seeOther, sentence } from "./reply";

const STYLE_FILES = [
  "colours.css",
  "page.css",
  "result.css",
  "picture.css",
  "pool/pool.css",
  "time-line/time-line.css",
  "alarms/alarms.css",
];
const SCRIPTS = ["redraw.js", "waiting.js", "pool/pool.js", "alarms/alarms.js"];

/**
 * The company's portal as a server of its own: it holds the access token and makes the calls; the browser holds a cookie.
 * It listens first and learns later what is behind it, because the sign-in has to know its address.
 */
export class Portal {
  private readonly server: Server;
  private readonly files: ReadonlyMap<string, Reply>;
  private desk: Desk | undefined;

  constructor(projectRoot: string) {
    const read = (file: string) => fs.readFileSync(path.join(projectRoot, "local/portal", file), "utf8");
    this.files = new Map<string, Reply>([
      ["/api.html", { status: 200, type: "text/html", body: apiPage(html`<link rel="stylesheet" href="/api.css" />`) }],
      ["/api.css", { status: 200, type: "text/css", body: apiPageStyle(projectRoot) }],
      ["/page.css", { status: 200, type: "text/css", body: STYLE_FILES.map(read).join("\n") }],
      ...SCRIPTS.map((file): [string, Reply] => [
        `/${path.basename(file)}`,
        { status: 200, type: "text/javascript", body: read(file) },
      ]),
    ]);
    this.server = createServer((request, response) => {
      const live = this.live(request);
      if (live === undefined) void this.answer(request, response);
      else stream(response, live);
    });
  }

  /** @param port 0 for any free one */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  open(backend: Backend): void {
    this.desk = new Desk(backend, this.url);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(response, await this.reply(request));
    } catch {
      // The message of a failed call may quote an address; the browser gets none of it.
      send(response, sentence(500, "The portal could not do that. Is everything it needs still running?"));
    }
  }

  /** @returns what the browser is told again and again; undefined for every other request */
  private live(request: IncomingMessage): (() => string) | undefined {
    return `http://${request.headers.host ?? ""}` === this.url ? this.desk?.live(request) : undefined;
  }

  private async reply(request: IncomingMessage): Promise<Reply> {
    if (this.desk === undefined) return sentence(503, "The laptop is starting.");
    const url = new URL(request.url ?? "/", this.url);
    // Another name for this machine would be another site to the browser: its cookies would not come along.
    if (request.headers.host !== url.host) return seeOther(`${this.url}${url.pathname}`);
    return this.files.get(url.pathname) ?? this.desk.reply(request, url);
  }
}
