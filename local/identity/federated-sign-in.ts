/** Signing in at the corporate provider: what a user pool does between the portal's question and its answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { beginCodeFlow, type CodeFlow, finishCodeFlow } from "./code-flow";
import { type CorporateProvider, federatedCallback, type Person } from "./messages";
import { page, PAGE_HEADERS } from "./sign-in-page";

interface UnderWay {
  readonly flow: CodeFlow;
  readonly interaction: string;
}

const MOST_UNDER_WAY = 1000;

export class FederatedSignIn {
  readonly #underWay = new Map<string, UnderWay>();
  readonly #issuer: string;
  readonly #corporate: CorporateProvider;
  readonly #people: readonly Person[];

  /** @param issuer of the pool that is played here */
  constructor(issuer: string, corporate: CorporateProvider, people: readonly Person[]) {
    this.#issuer = issuer;
    this.#corporate = corporate;
    this.#people = people;
  }

  /** @returns whether the request was part of this; if not, it is the provider's own */
  async answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", this.#issuer);
    const [, interaction, step] = /^\/sign-in\/([\w-]+)(\/back)?$/.exec(url.pathname) ?? [];
    if (interaction !== undefined && step === undefined) return this.#leave(interaction, response);
    if (url.href.startsWith(`${federatedCallback(this.#issuer)}?`)) return this.#comeBack(url, response);
    if (interaction === undefined) return false;
    await this.#finish(provider, url, request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : "It was not finished.";
      refuse(response, reason);
    });
    return true;
  }

  #leave(interaction: string, response: ServerResponse): true {
    const { issuer, clientId } = this.#corporate;
    const flow = beginCodeFlow({ issuer, clientId }, federatedCallback(this.#issuer), "");
    const [oldest] = this.#underWay.keys();
    if (oldest !== undefined && this.#underWay.size >= MOST_UNDER_WAY) this.#underWay.delete(oldest);
    this.#underWay.set(flow.state, { flow, interaction });
    return redirect(response, flow.url);
  }

  /** On to the interaction's own path, the only one that its cookie is sent to. */
  #comeBack(url: URL, response: ServerResponse): true {
    const found = this.#underWay.get(url.searchParams.get("state") ?? "");
    if (found === undefined) return refuse(response, "It was not begun here, or is over.");
    return redirect(response, `${this.#issuer}/sign-in/${found.interaction}/back${url.search}`);
  }

  async #finish(provider: Provider, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const state = url.searchParams.get("state") ?? "";
    const found = this.#underWay.get(state);
    this.#underWay.delete(state);
    if (found === undefined) throw new Error("It was not begun here, or is over.");
    // Reads the interaction's cookie: another browser gets no further.
    await provider.interactionDetails(request, response);
    const { subject } = await finishCodeFlow(this.#corporate, found.flow, url);
    const person = this.#people.find(({ nameId }) => nameId === subject);
    if (person === undefined) throw new Error("The corporate provider has sent a person who is not known here.");
    await provider.interactionFinished(request, response, { login: { accountId: person.subject } });
  }
}

function redirect(response: ServerResponse, location: string): true {
  response.writeHead(302, { location, "cache-control": "no-store", "referrer-policy": "no-referrer" }).end();
  return true;
}

function refuse(response: ServerResponse, reason: string): true {
  response.writeHead(400, PAGE_HEADERS);
  response.end(page("The sign-in cannot go on", `<p>${reason}</p><p>Go back to the portal and sign in again.</p>`));
  return true;
}
