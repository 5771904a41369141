import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { Person } from "./messages";

const STYLE = `
:root { color-scheme: light dark; --ink: #16202c; --paper: #f3f5f8; --card: #fff; --line: #c6cfda; --accent: #14508c; --quiet: #4f5d6d }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --paper: #10161d; --card: #19222c; --line: #3a4757; --accent: #8ec2f5; --quiet: #a5b2c1 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: 0 0 .25rem; font-size: 1.4rem }
p { margin: 0 0 1.25rem; color: var(--quiet) }
button { display: block; width: 100%; margin: 0 0 .6rem; padding: .7rem 1rem; text-align: left; font: inherit; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px }
small { display: block; color: var(--quiet) }
footer { margin-top: 1.25rem; font-size: .85rem; color: var(--quiet) }`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/**
 * The sign-in page: one button a person instead of a password, at `/sign-in/<interaction>`.
 * @returns whether the request was for this page; if not, it is the provider's own.
 */
export async function answerPeoplePicker(
  provider: Provider,
  people: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!/^\/sign-in\/[\w-]+$/.test(request.url ?? "")) return false;
  try {
    // Reads the interaction's cookie: whoever has only the address of somebody else's sign-in gets no further.
    await provider.interactionDetails(request, response);
  } catch {
    send(response, 400, page("This sign-in is over", "<p>Go back to where you came from and sign in again.</p>"));
    return true;
  }
  if (request.method === "GET") {
    send(response, 200, page("Who are you?", buttons(people)));
    return true;
  }
  const chosen = new URLSearchParams(await bodyOf(request)).get("person");
  const person = people.find((candidate) => candidate.name === chosen);
  if (person === undefined) send(response, 400, page("Nobody of that name works here", buttons(people)));
  else await provider.interactionFinished(request, response, { login: { accountId: person.subject } });
  return true;
}

function buttons(people: readonly Person[]): string {
  const each = people.map((person) => {
    const place =
      person.groups.length === 0 ? "an employee, without a Studio profile" : `in ${person.groups.join(", ")}`;
    return `<button name="person" value="${escape(person.name)}">${escape(person.name)}<small>${escape(place)}</small></button>`;
  });
  return `<p>Company sign-in</p><form method="post">${each.join("")}</form>
<footer>A real OpenID Connect provider on this laptop. Only the password is missing: pick a person.</footer>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`;
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    // No form-action: browsers apply it to the redirects after the form too, and those lead to the portal.
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`,
    "referrer-policy": "no-referrer",
  });
  response.end(html);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
