import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { Person } from "./messages";
import { escape, page, PAGE_HEADERS } from "./sign-in-page";

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
    // Reads the interaction's cookie: the address of another person's sign-in alone leads no further.
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
  if (person === undefined) send(response, 400, page("Unknown person", buttons(people)));
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS);
  response.end(html);
}
