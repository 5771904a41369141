/** Small pieces that several sections show. */
import type { Status } from "../../../policies/audit/verdict";
import { type Html, html } from "../../portal/html";

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

/** Parts with something between them. */
export function joined(parts: readonly Html[], between: Html = html``): Html {
  return html`${parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))}`;
}

export function section(id: string, title: string, content: readonly Html[]): Html {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${content}
  </section>`;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function table(headings: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<div class="wide">
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
