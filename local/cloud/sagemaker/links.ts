import { randomBytes } from "node:crypto";
import type { RoleSession } from "../signing/credentials";
import type { StudioProfile } from "./studio-profiles";

/** One presigned URL, as SageMaker remembers it: whose session made it, for which profile, until when. */
export interface StudioLink {
  /** The session that minted. Its role's policies govern every request to Studio, long after the session's own end. */
  readonly session: RoleSession;
  /** ARN of the user profile. */
  readonly resource: string;
  readonly profile: StudioProfile;
  readonly expiresAt: Date;
  readonly sessionSeconds: number;
  readonly spaceName?: string;
  readonly landingUri?: string;
}

/** A browser's Studio session, opened by a link. */
export interface StudioSession {
  readonly link: StudioLink;
  readonly expiresAt: Date;
}

/** A day of laptop work; the oldest are forgotten first. */
const KEPT = 2000;

/**
 * Links by token, browser sessions by cookie. A link may be opened more than once: AWS documents its expiry and
 * says nothing of single use, so nothing here may come to rest on it.
 */
export class StudioLinks {
  private readonly links = new Map<string, StudioLink>();
  private readonly sessions = new Map<string, StudioSession>();

  /** @returns the link's token */
  add(link: StudioLink): string {
    return remember(this.links, link);
  }

  find(token: string): StudioLink | undefined {
    return this.links.get(token);
  }

  /** @returns the value of the browser's cookie */
  open(link: StudioLink, now: Date): string {
    return remember(this.sessions, { link, expiresAt: new Date(now.getTime() + link.sessionSeconds * 1000) });
  }

  session(cookie: string): StudioSession | undefined {
    return this.sessions.get(cookie);
  }
}

function remember<Value>(kept: Map<string, Value>, value: Value): string {
  const key = randomBytes(48).toString("base64url");
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return key;
}
