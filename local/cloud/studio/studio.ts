import { type Answer, jsonAnswer } from "../answer";
import type { Authority } from "../decide/authority";
import type { RecordedDecision } from "../decide/decision-log";
import { headerValue, type Incoming } from "../incoming";
import type { AppParts } from "../sagemaker/apps/deciding";
import { decideAction } from "../sagemaker/operation";
import type { StudioLink, StudioLinks } from "../sagemaker/links";
import type { StudioProfile } from "../sagemaker/studio-profiles";
import { badLinkPage, noSeatPage, refusalPage, signInPage, studioPage } from "./pages";
import { notebookStatus, startNotebook } from "./start-notebook";

export interface StudioParts extends AppParts {
  readonly authority: Authority;
  readonly links: StudioLinks;
  /** Port of the door that Studio's links lead to: part of the cookie's name, or two laptops in one browser would share it. */
  readonly homePort: number;
}

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
};

/** Where the page's own button leads. The cookie is SameSite=Lax: another site's form comes without it. */
const START_NOTEBOOK = "/studio/notebook";

/** Whether a path is one of Studio's: the link itself, the pages behind it, and AWS's sign-in page. */
export function isStudioPath(path: string): boolean {
  return path === "/auth" || path === "/signin" || path === "/studio" || path.startsWith("/studio/");
}

/** Studio as a browser meets it. Every request is decided anew, by the door it comes through. */
export function answerStudio(parts: StudioParts, request: Incoming): Answer {
  if (request.method === "POST" && request.path === START_NOTEBOOK) return startFromPage(parts, request);
  if (request.method !== "GET" && request.method !== "HEAD")
    return {
      ...page(405, badLinkPage("Studio's pages are read with GET.")),
      headers: { ...PAGE_HEADERS, allow: "GET, HEAD" },
    };
  if (request.path === "/signin") return page(200, signInPage());
  return request.path === "/auth" ? openLink(parts, request) : showStudio(parts, request);
}

function openLink(parts: StudioParts, request: Incoming): Answer {
  const link = parts.links.find(new URLSearchParams(request.query).get("token") ?? "");
  if (!link) return page(403, badLinkPage("Studio does not know this link."));
  const decision = decideOpening(parts, request, link);
  if (!decision.allowed) return refusal(request, decision);
  const now = parts.authority.clock();
  // An expired link sends the browser to AWS's own sign-in, which leads nowhere for people without an AWS user.
  if (link.expiresAt <= now) return { ...redirect("/signin"), decision };
  const cookie = `${cookieName(parts)}=${parts.links.open(link, now)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${link.sessionSeconds}`;
  const target = redirect("/studio/");
  return { ...target, headers: { ...target.headers, "set-cookie": cookie }, decision };
}

/**
 * "IAM authorization policies for this API are also enforced for every HTTP request and WebSocket frame that attempts to
 * connect to the app": the cookie alone opens nothing. Ports share cookies, so a browser really does carry it to every door.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
 */
function showStudio(parts: StudioParts, request: Incoming): Answer {
  const session = parts.links.session(cookieOf(parts, request));
  if (!session || session.expiresAt <= parts.authority.clock()) return redirect("/signin");
  const decision = decideOpening(parts, request, session.link);
  if (!decision.allowed) return refusal(request, decision);
  const { profile, landingUri = "" } = session.link;
  if (landingUri.startsWith("app:RStudioServerPro:") && !hasSeat(profile))
    return { ...page(403, noSeatPage(profile.userProfileName)), decision };
  return { ...page(200, studioPage(session, request.door, notebookStatus(parts, profile))), decision };
}

/** Of a profile that the program did not make, nothing is known. */
function hasSeat({ settings, seat = "" }: StudioProfile): boolean {
  return settings === undefined || seat !== "";
}

function startFromPage(parts: StudioParts, request: Incoming): Answer {
  const session = parts.links.session(cookieOf(parts, request));
  if (!session || session.expiresAt <= parts.authority.clock()) return redirect("/signin");
  const decision = decideOpening(parts, request, session.link);
  if (!decision.allowed) return refusal(request, decision);
  const refused = startNotebook(parts, request, session.link.profile);
  if (!refused) return { ...redirect("/studio/"), status: 303, decision };
  return refused.decision
    ? refusal(request, refused.decision, "Studio may not start JupyterLab for this profile here.")
    : refused;
}

function decideOpening(parts: StudioParts, request: Incoming, link: StudioLink): RecordedDecision {
  const action = "sagemaker:CreatePresignedDomainUrl";
  return decideAction(parts.authority, request, link.session, action, link.resource, link.profile);
}

function refusal(
  request: Incoming,
  decision: RecordedDecision,
  sentence = `Studio does not open at this door (${request.door.label}).`,
): Answer {
  if (!(headerValue(request, "accept") ?? "").includes("application/json"))
    return { ...page(403, refusalPage(sentence, decision)), decision };
  const { policy, sid, statement, effect, layer, reason, why, source } = decision;
  const body = {
    message: sentence,
    requestId: request.requestId,
    layer,
    policy,
    sid,
    statement,
    effect,
    reason,
    why,
    source,
  };
  return { ...jsonAnswer(403, body, { "cache-control": "no-store" }), decision };
}

function cookieOf(parts: StudioParts, request: Incoming): string {
  const cookies = (headerValue(request, "cookie") ?? "").split(/; */);
  const start = `${cookieName(parts)}=`;
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? "";
}

/** The same at every door of one laptop. */
function cookieName({ homePort }: StudioParts): string {
  return `studio-session-${homePort}`;
}

function page(status: number, html: string): Answer {
  return { status, headers: PAGE_HEADERS, body: html };
}

function redirect(location: string): Answer {
  return { status: 302, headers: { ...PAGE_HEADERS, location }, body: "" };
}
