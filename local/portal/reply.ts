import type { ServerResponse } from "node:http";

export interface Reply {
  readonly status: number;
  readonly type: "text/html" | "text/plain" | "text/css" | "text/javascript" | "application/json";
  readonly body: string;
  readonly location?: string;
  readonly cookie?: string;
}

/** Nothing from anywhere else, no inline script or style, and no page may frame this one. */
export const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

export function sentence(status: number, text: string): Reply {
  return { status, type: "text/plain", body: `${text}\n` };
}

/** 303: whatever the request was, what follows is a GET. */
export function seeOther(location: string, cookie?: string): Reply {
  return { ...sentence(303, ""), location, ...(cookie !== undefined && { cookie }) };
}

export function send(response: ServerResponse, { status, type, body, location, cookie }: Reply): void {
  response.writeHead(status, {
    ...HEADERS,
    "content-type": `${type}; charset=utf-8`,
    ...(location !== undefined && { location }),
    ...(cookie !== undefined && { "set-cookie": cookie }),
  });
  response.end(body);
}
