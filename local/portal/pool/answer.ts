import { type Html, html } from "../html";
import { timeLineLink } from "../time-line/page";
import type { Mark } from "./marks";
import type { PoolOutcome } from "./outcome";
import type { Picture } from "./picture";

/** What came back for one image: drawn over it, and the same in words. */
export function sentResult(sent: PoolOutcome | undefined): Html {
  if (sent === undefined)
    return html`<h2>What comes back</h2>
      <p class="quiet">Send an image: the Region that answered, and what it saw, are shown here.</p>`;
  const succeeded = sent.status === 200;
  return html`<h2 id="sent-title" tabindex="-1">${sent.operation}</h2>
    <div class="verdict ${succeeded ? "" : "refused"}" role="status">
      <p class="saw">${succeeded ? "✓" : "✗"} ${sent.saw}</p>
    </div>
    <div class="sent">
      <div>${sent.pictures.map((picture, index) => drawn(picture, index, sent))}</div>
      <div>
        ${succeeded && inWords(sent.marks)}
        <dl>
          ${Object.entries(sent.facts).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
          ${
            sent.requestId !== undefined &&
            html`<dt>Request</dt>
              <dd>${sent.requestId} ${timeLineLink(sent.requestId)}</dd>`
          }
        </dl>
        <details>
          <summary>The answer</summary>
          <pre tabindex="0" aria-label="Answer">${sent.answer}</pre>
        </details>
      </div>
    </div>`;
}

/** A picture that was sent, with what the answer says of it: numbered as in the list. */
function drawn({ preview }: Pick<Picture, "preview">, index: number, { marks, pictures }: PoolOutcome): Html {
  if (preview === undefined) return html`<p class="quiet">This page cannot show that file.</p>`;
  const { width, height, dataUrl } = preview;
  const boxes = marks.filter(({ box, picture }) => box !== undefined && picture === index).length;
  const name = pictures.length === 1 ? "The image" : `The ${index === 0 ? "first" : "second"} image`;
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${name}, with ${boxes === 1 ? "one box" : `${boxes} boxes`} of the answer"
  >
    <image href="${dataUrl}" width="${width}" height="${height}" />
    ${marks.map((mark, number) => {
      if (mark.picture !== index) return html``;
      const before = marks.slice(0, number).filter(({ picture }) => picture === index);
      const beneath = before.filter(({ box }) => isSame(box, mark.box)).length;
      return boxOf(mark, number + 1, { width, height, beneath });
    })}
  </svg>`;
}

function isSame(one: Mark["box"], other: Mark["box"]): boolean {
  return one?.Left === other?.Left && one?.Top === other?.Top;
}

/** @param place the picture's size, and how many numbers the same corner has already */
function boxOf(
  { box }: Mark,
  number: number,
  { width, height, beneath }: { width: number; height: number; beneath: number },
): Html {
  if (box === undefined) return html``;
  const [x, y] = [box.Left * width, box.Top * height];
  const size = Math.max(width, height) / 24;
  // Above the box, but never outside the picture.
  const top = Math.max(0, y - size);
  const left = x + 1.6 * size * beneath;
  return html`<g>
    <rect class="box" x="${x}" y="${y}" width="${box.Width * width}" height="${box.Height * height}" />
    <rect class="tag" x="${left}" y="${top}" width="${size * (number > 9 ? 1.5 : 1)}" height="${size}" />
    <text x="${left + size * 0.2}" y="${top + size * 0.82}" font-size="${size * 0.9}">${number}</text>
  </g>`;
}

function inWords(marks: readonly Mark[]): Html {
  if (marks.length === 0) return html`<p>Nothing was found on it.</p>`;
  return html`<ol class="marks" aria-label="What was found">
    ${marks.map(
      ({ text, box }) => html`<li>${text}${box !== undefined && html`<small>${whereabouts(box)}</small>`}</li>`,
    )}
  </ol>`;
}

function whereabouts({ Left, Top, Width, Height }: NonNullable<Mark["box"]>): string {
  const [left, top, width, height] = [Left, Top, Width, Height].map((ratio) => `${Math.round(100 * ratio)} %`);
  return `${left} from the left, ${top} from the top, ${width} wide, ${height} high`;
}
