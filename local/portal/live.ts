import type { ServerResponse } from "node:http";
import { HEADERS } from "./reply";

const HALF_A_SECOND = 500;

/**
 * Server-sent events: what is to be shown, at once and whenever it has changed, until the browser goes.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * @param look what is to be shown, as JSON in one line
 */
export function stream(response: ServerResponse, look: () => string): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
  let shown = "";
  const show = () => {
    const now = look();
    if (now !== shown) response.write(`data: ${now}\n\n`);
    shown = now;
  };
  show();
  const timer = setInterval(show, HALF_A_SECOND);
  response.once("close", () => clearInterval(timer));
}
