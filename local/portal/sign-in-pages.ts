import { beginCodeFlow, finishCodeFlow } from "../identity/code-flow";
import type { Backend } from "./backend";
import type { Session, Sessions } from "./session";

/** Where the company sign-in sends browsers back to, under the portal's address. */
export const CALLBACK_PATH = "/callback";

/** First half: a session that remembers the flow, and where the browser goes. */
export function beginSignIn(sessions: Sessions, backend: Backend, portalUrl: string, before?: Session) {
  const flow = beginCodeFlow(backend.client, `${portalUrl}${CALLBACK_PATH}`, backend.scope);
  return { session: sessions.begin({ flow }, before), location: flow.url };
}

/**
 * Second half, in a new session: the one that began the flow ends here, whatever comes of it.
 * @returns the signed-in session, or a sentence that says why there is none
 */
export async function finishSignIn(
  sessions: Sessions,
  backend: Backend,
  session: Session | undefined,
  returned: URL,
): Promise<Session | string> {
  if (session?.flow === undefined) return "This sign-in was not begun in this browser. Please sign in again.";
  try {
    const person = await finishCodeFlow(backend.client, session.flow, returned);
    return sessions.begin({ person }, session);
  } catch (error) {
    sessions.end(session);
    return error instanceof Error ? error.message : "The sign-in failed.";
  }
}
