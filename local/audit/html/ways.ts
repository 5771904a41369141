/** The picture in words, for readers who cannot see it or want each request. */
import type { Box, Way } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { ELSEWHERE, INTERNET } from "../picture/ways";
import type { Anchors } from "./anchors";
import { code, longList } from "./marks";

/** All requests from one box to another that ended alike: one line of the picture, and one entry of the list below it. */
export interface Bundle {
  readonly id: string;
  readonly ways: readonly Way[];
  readonly first: Way;
}

/** Somewhere that none of our callers is: a way in from there is a hole, or an exception. */
export function isOutside(from: string): boolean {
  return from === INTERNET || from === ELSEWHERE;
}

export function kindOf({ from, allowed }: Way): "allowed" | "refused" | "open" {
  if (!allowed) return "refused";
  return isOutside(from) ? "open" : "allowed";
}

export function bundlesOf(ways: readonly Way[]): readonly Bundle[] {
  const found = new Map<string, Way[]>();
  for (const way of ways) {
    const key = `${way.from} ${way.to} ${way.allowed ? "allowed" : "refused"}`;
    found.set(key, [...(found.get(key) ?? []), way]);
  }
  return [...found.values()].flatMap((same, index) => {
    const [first] = same;
    return first === undefined ? [] : [{ id: `way-${index + 1}`, ways: same, first }];
  });
}

const SIGNS = {
  allowed: html`<span class="allowed-word">✓ allowed</span>`,
  refused: html`<span class="refused-word">✗ refused</span>`,
  open: html`<span class="unknown-word">! open</span>`,
};

export function listOfWays(bundles: readonly Bundle[], boxes: readonly Box[], anchors: Anchors): Html {
  const titleOf = (id: string) => boxes.find((box) => box.id === id)?.title ?? id.replace(/^\w+:/, "");
  const list = html`<div class="wide" tabindex="0">
    <table class="ways">
      <thead>
        <tr>
          <th scope="col">request</th>
          <th scope="col">decided by</th>
        </tr>
      </thead>
      ${bundles.map(
        ({ id, ways, first }) =>
          html`<tbody id="${id}">
            <tr>
              <th colspan="2" scope="rowgroup">
                ${SIGNS[kindOf(first)]} ${titleOf(first.from)} → ${titleOf(first.to)}
              </th>
            </tr>
            ${ways.map((way) => entry(way, anchors))}
          </tbody>`,
      )}
    </table>
  </div>`;
  return longList("The same ways as a list, each with its statement and source line", list);
}

function entry({ sentence, action, resource, reason, decidedBy }: Way, anchors: Anchors): Html {
  const place = decidedBy && anchors.lineOf(decidedBy);
  return html`<tr>
    <td>${sentence}<small>${code(action)} on ${code(resource)}</small></td>
    <td>
      ${decidedBy === undefined ? html`<span class="quiet">${reason}</span>` : anchors.link(decidedBy)}
      ${place !== undefined && html`<small><code class="line">${place}</code></small>`}
    </td>
  </tr>`;
}
