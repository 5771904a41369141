import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { CodeFlow, SignedIn } from "../identity/code-flow";
import type { Outcome } from "./outcome";
import type { Burst } from "./pool/burst";
import type { PoolOutcome } from "./pool/outcome";

/** One browser. The access token stays here: the browser holds only the session's name, in a cookie no script can read. */
export interface Session {
  readonly id: string;
  /** Sent with every POST by our own page, which no other page can read it from. */
  readonly formToken: string;
  flow?: CodeFlow;
  person?: SignedIn;
  outcome?: Outcome;
  /** What came of the last image that was sent to the pool. */
  sent?: PoolOutcome;
  /** The last burst of calls, perhaps still under way. */
  burst?: Burst;
  /** Path and query of the last presigned URL, to be tried at other doors. */
  studioLink?: string;
  /** Requests whose results this browser was shown: their time lines may be opened. */
  readonly requests: Set<string>;
  profiles?: readonly OwnProfile[];
}

export interface OwnProfile {
  readonly domainId: string;
  readonly userProfileName: string;
}

const MOST_SESSIONS = 100;

export class Sessions {
  private readonly byId = new Map<string, Session>();
  private readonly cookie: string;

  /** @param portalUrl its port is part of the cookie's name: to a browser, all ports of this machine are one host */
  constructor(portalUrl: string) {
    this.cookie = `portal-session-${new URL(portalUrl).port}`;
  }

  of(request: IncomingMessage): Session | undefined {
    const cookies = (request.headers.cookie ?? "").split(/;\s*/);
    const own = cookies.find((cookie) => cookie.startsWith(`${this.cookie}=`));
    return own === undefined ? undefined : this.byId.get(own.slice(this.cookie.length + 1));
  }

  /** Strict works although the sign-in comes back from elsewhere: another port of the same host is the same site. */
  cookieOf(session: Session): string {
    return `${this.cookie}=${session.id}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** A new name at every change of person, so that a name from before the sign-in is worth nothing after it. */
  begin(from: Partial<Session> = {}, instead?: Session): Session {
    if (instead !== undefined) this.byId.delete(instead.id);
    const [oldest] = this.byId.keys();
    if (oldest !== undefined && this.byId.size >= MOST_SESSIONS) this.byId.delete(oldest);
    const session = { requests: new Set<string>(), ...from, id: random(), formToken: random() };
    this.byId.set(session.id, session);
    return session;
  }

  end(session: Session): void {
    this.byId.delete(session.id);
  }
}

function random(): string {
  return randomBytes(24).toString("base64url");
}
