import { createHash } from "node:crypto";

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

/** Of every page of the sign-in: nothing from any other place, and no script. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  // No form-action: browsers apply it to the redirects after the form too, and those lead to the portal.
  "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'`,
  "referrer-policy": "no-referrer",
};

/** @param body HTML already */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`;
}

/** What the provider itself refuses; its own page would fetch a font from another host. @param details by name, as OAuth has them */
export function errorPage(details: Readonly<Record<string, unknown>>): string {
  const { error, error_description: description } = details;
  const code = typeof error === "string" ? error : "error";
  const why = typeof description === "string" ? description : code;
  return page(
    "The sign-in cannot go on",
    `<p>${escape(why)}</p><p>Go back to where you came from and sign in again.</p><footer>${escape(code)}</footer>`,
  );
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
