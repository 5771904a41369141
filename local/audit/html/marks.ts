/** Small pieces that several sections show. */
import type { Status } from "../../../policies/audit/verdict";
import { Html, html } from "../../portal/html";

const SIGNS: Readonly<Record<Status, { readonly sign: string; readonly kind: string }>> = {
  PROVED: { sign: "✓", kind: "allowed" },
  REFUTED: { sign: "✗", kind: "refused" },
  UNKNOWN: { sign: "?", kind: "unknown" },
};

/** Sign and word, so that nothing hangs on colour. */
export function statusWord(status: Status): Html {
  const { sign, kind } = SIGNS[status];
  return html`<span class="${kind}-word status">${sign} ${status}</span>`;
}

export function statusSign(status: Status): Html {
  const { sign, kind } = SIGNS[status];
  return html`<span class="${kind}-word" title="${status}">${sign}</span>`;
}

/** Sentences are written for Markdown and terminals too: what stands between backticks is code. */
export function prose(text: string): Html {
  return html`${text.split("`").map((part, index) => (index % 2 === 0 ? wrapping(part) : html`<code>${part}</code>`))}`;
}

/** Only ARNs and the like need help to break. */
function wrapping(text: string): Html {
  return html`${text.split(/(\S{24,})/).map((part, index) => (index % 2 === 0 ? html`${part}` : breakable(part)))}`;
}

/** Names and ARNs are long: they break between their parts, and nowhere else. */
export function code(text: string): Html {
  return html`<code>${breakable(text)}</code>`;
}

export function breakable(text: string): Html {
  return html`${text.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[:/}])/).map((part) => html`${part}<wbr />`)}`;
}

const SPACE = new Html(" ");
export const BREAK = new Html("<br />");

/** Parts with something between them. */
export function joined(parts: readonly Html[], between: Html = SPACE): Html {
  return html`${parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))}`;
}

export function section(id: string, title: string, content: readonly Html[]): Html {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${content}
  </section>`;
}

/** A list that is folded, and too long for paper: there a sentence takes its place. */
export function longList(summary: string, content: Html, isOpen = false): Html {
  return html`<details class="long" ${isOpen && html`open`}>
      <summary>${summary}</summary>
      ${content}
    </details>
    ${!isOpen && html`<p class="print-only quiet">${summary}: in report.html and report.json.</p>`}`;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function table(headings: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<div class="wide" tabindex="0">
    <table>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
