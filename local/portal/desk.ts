import type { IncomingMessage } from "node:http";
import { alarmsChange } from "./alarms/red-alarms";
import type { Backend } from "./backend";
import { callsFor } from "./calls";
import { formOf } from "./form";
import { page } from "./page";
import { PoolDesk } from "./pool/desk";
import { type Reply, seeOther, sentence } from "./reply";
import { type Session, Sessions } from "./session";
import { timeLinePage } from "./time-line/page";
import { beginSignIn, CALLBACK_PATH, finishSignIn } from "./sign-in-pages";

const SIGNED_OUT =
  "You are signed out: in another tab, or because the laptop was started anew. Nothing was done; sign in again to go on.";

/** Serves people: knows who they are by their session, and does for them what they click. */
export class Desk {
  private readonly sessions: Sessions;
  private readonly poolDesk: PoolDesk;

  constructor(
    private readonly backend: Backend,
    private readonly portalUrl: string,
  ) {
    this.sessions = new Sessions(portalUrl);
    this.poolDesk = new PoolDesk(backend);
  }

  /** What a page shows without being loaded again, as JSON; undefined for an address that tells nothing of the kind. */
  live(request: IncomingMessage): (() => string) | undefined {
    if (request.url === "/alarms") return () => alarmsChange(this.backend.alarms());
    if (request.url !== "/live") return undefined;
    const session = this.sessions.of(request);
    return () => this.poolDesk.state(session);
  }

  async reply(request: IncomingMessage, url: URL): Promise<Reply> {
    const session = this.sessions.of(request);
    if (request.method === "POST") return this.act(request, session, url.pathname);
    const trouble = url.searchParams.has("signed-out") && session?.person === undefined ? SIGNED_OUT : undefined;
    if (url.pathname === "/") return this.show(session, trouble);
    if (this.poolDesk.serves(url.pathname)) return this.poolDesk.show(session, url.pathname, trouble);
    const [, requestId] = /^\/requests\/([0-9a-f-]{36})$/.exec(url.pathname) ?? [];
    if (requestId !== undefined) return this.showRequest(session, requestId);
    if (url.pathname === CALLBACK_PATH) return this.welcome(session, url);
    if (url.pathname !== "/sign-in") return sentence(404, "There is no such page.");
    const begun = beginSignIn(this.sessions, this.backend, this.portalUrl, session);
    return seeOther(begun.location, this.sessions.cookieOf(begun.session));
  }

  private async welcome(before: Session | undefined, returned: URL): Promise<Reply> {
    const session = await finishSignIn(this.sessions, this.backend, before, returned);
    if (typeof session === "string") return this.show(undefined, session);
    await this.play(session, "profiles");
    return seeOther("/", this.sessions.cookieOf(session));
  }

  /** Everything that changes something: only from our own page, which alone can know the session's form token. */
  private async act(request: IncomingMessage, session: Session | undefined, pathname: string): Promise<Reply> {
    const form = await formOf(request);
    if (form === undefined) return sentence(413, "That is more than this page sends. A picture may have 8 MB.");
    // A person who signed out in another tab, and clicks here, is told; it changes nothing, so that any page may ask it.
    if (session?.person === undefined) return { ...this.show(undefined, SIGNED_OUT), status: 403 };
    if (form.fields.get("token") !== session.formToken)
      return sentence(403, "Please reload the portal's page and try again.");
    if (this.poolDesk.serves(pathname)) return this.poolDesk.act(session, pathname, form);
    const [, call] = /^\/calls\/([\w-]+)$/.exec(pathname) ?? [];
    if (pathname === "/sign-out") this.sessions.end(session);
    else if (call === undefined || !(await this.play(session, call))) return sentence(404, "There is no such call.");
    return seeOther("/");
  }

  /** @returns whether there is such a call */
  private async play(session: Session, id: string): Promise<boolean> {
    const call = callsFor(this.backend, session.person?.name ?? "").find((each) => each.id === id);
    if (call === undefined) return false;
    session.outcome = await call.play(this.backend, session);
    if (session.outcome.requestId !== undefined) session.requests.add(session.outcome.requestId);
    return true;
  }

  /** Only what this browser was shown the result of: an id that someone has read elsewhere opens nothing. */
  private showRequest(session: Session | undefined, requestId: string): Reply {
    if (session?.person === undefined) return seeOther("/?signed-out");
    const record = session.requests.has(requestId) ? this.backend.requestRecord(requestId) : undefined;
    if (record === undefined) return sentence(404, "There is no such request of yours, or it is too long ago.");
    const { enforcement, costOnAws, poolOperations } = this.backend;
    const own = { person: session.person.name, formToken: session.formToken };
    const view = { enforcement, costOnAws, alarms: this.backend.alarms(), hasPool: poolOperations.length > 0, ...own };
    return { status: 200, type: "text/html", body: timeLinePage(view, requestId, record) };
  }

  private show(session: Session | undefined, trouble?: string): Reply {
    const { enforcement, costOnAws, doors } = this.backend;
    const outcome = session?.outcome?.refresh?.() ?? session?.outcome;
    const view = {
      enforcement,
      costOnAws,
      alarms: this.backend.alarms(),
      hasPool: this.backend.poolOperations.length > 0,
      doors,
      calls: [],
      ...(outcome !== undefined && { outcome }),
      ...(trouble !== undefined && { trouble }),
    };
    if (session?.person === undefined) return { status: 200, type: "text/html", body: page(view) };
    const { name } = session.person;
    const own = { person: name, formToken: session.formToken, calls: callsFor(this.backend, name) };
    return { status: 200, type: "text/html", body: page({ ...view, ...own }) };
  }
}
