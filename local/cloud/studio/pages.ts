import { type RecordedDecision, describeDecision } from "../decide/decision-log";
import type { Door } from "../door";
import type { StudioSession } from "../sagemaker/links";

/**
 * Studio's page for one profile: enough to see whose it is and what was asked for, and to leave an app behind.
 *
 * @param notebook state of the profile's JupyterLab; undefined when none runs
 */
export function studioPage(session: StudioSession, door: Door, notebook: string | undefined): string {
  const { profile, spaceName, landingUri } = session.link;
  const { images = [], seat } = profile;
  return document(
    "Studio",
    `<h1>SageMaker Studio</h1>
<p>This is <strong>${escape(profile.userProfileName)}</strong>'s Studio, as the laptop stands in for it.</p>
${facts([
  ["Domain", profile.domainId],
  ["User profile", profile.userProfileName],
  ["Space", spaceName ?? "none asked for"],
  ["Landing page", landingUri ?? "Studio's default"],
  ["Came through", `${door.label}${door.endpointId === undefined ? "" : ` (${door.endpointId})`}`],
  ["Session ends", session.expiresAt.toISOString()],
  ["JupyterLab", notebook ?? "not started"],
  ...(seat === undefined ? [] : [["RStudio", seat === "" ? "no seat" : seat] as const]),
  ...(images.length === 0 ? [] : [["Own images", images.join(", ")] as const]),
])}
<form method="post" action="/studio/notebook"><button>Start JupyterLab</button></form>
<p class="note">Every request to this page is decided again, by the door it comes through. Who sits at it is not asked: inside the
company's network a link opens for anyone who has it, as on AWS.</p>`,
  );
}

export function refusalPage(sentence: string, decision: RecordedDecision): string {
  const source = decision.source ? `${decision.source.file}:${decision.source.line}` : "not one of ours";
  return document(
    "Refused",
    `<h1>Refused</h1>
<p>${escape(sentence)}</p>
${facts([
  ["Decided by", decision.sid ?? describeDecision(decision)],
  ["Policy", decision.policy ?? `no Allow in the ${decision.layer} layer`],
  [
    "Written in",
    decision.policy === undefined
      ? `an Allow is missing in ${(decision.lookedIn ?? []).join(", ") || "every policy"}`
      : source,
  ],
  ["In words", decision.reason],
  ...(decision.why === undefined ? [] : [["Why", decision.why] as const]),
  ["Request id", decision.requestId],
])}
<p class="note">AWS says no more than "Auth token containing insufficient permissions"; the statement is shown on the laptop only.</p>`,
  );
}

/** AWS does not say what such a link shows; here it is a page of its own, so that a forgotten seat is seen. */
export function noSeatPage(userProfileName: string): string {
  return document(
    "RStudio",
    `<h1>No seat in RStudio</h1>
<p>The link lands in RStudio, and <strong>${escape(userProfileName)}</strong> has no seat there: rStudio.accessGroups gives it none.</p>`,
  );
}

export function badLinkPage(sentence: string): string {
  return document("Not a link of ours", `<h1>This link does not work</h1>\n<p>${escape(sentence)}</p>`);
}

export function signInPage(): string {
  return document(
    "AWS sign-in",
    `<h1>AWS sign-in</h1>
<p>This is where AWS sends a browser whose Studio link or session has expired: its own sign-in page, which is of no use without an AWS user.</p>
<p>Ask the portal for a new link.</p>`,
  );
}

function facts(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`);
  return `<dl>${lines.join("\n")}</dl>`;
}

function document(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem; color: #1d2733; background: #fff }
h1 { font-size: 1.6rem; line-height: 1.2 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem }
dt { color: #5a6775 } dd { margin: 0; overflow-wrap: anywhere }
.note { color: #5a6775; font-size: .9rem }
@media (prefers-color-scheme: dark) { body { color: #dde4ec; background: #141a21 } dt, .note { color: #9aa7b5 } }
</style></head><body>
${content}
</body></html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
