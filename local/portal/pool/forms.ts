import { OPERATIONS } from "../../../functions/pool/operations";
import { signIn } from "../frame";
import { type Html, html } from "../html";
import { BURST_SIZES } from "./burst";
import { PICTURE_CHOICES, SECOND_CHOICES } from "./picture";
import type { PoolView } from "./view";

const USUAL = "detect-faces";
const USUAL_BURST = 60;

/** What to send: one image, or many at once. */
export function sending(view: PoolView): Html {
  const { person, trouble } = view;
  if (person === undefined) {
    return html`<section class="card">
      <h2>Send an image</h2>
      ${trouble !== undefined && html`<p role="alert" class="refused-word">${trouble}</p>`}
      <p>Sign in as a member of the group that may use Rekognition, dave for instance, or as someone who may not.</p>
      ${signIn()}
    </section>`;
  }
  const all = Object.fromEntries(view.operations.map((name) => [name, name]));
  const token = html`<input type="hidden" name="token" value="${view.formToken}" />`;
  return html`<div>${oneImage(view, all, token)} ${manyImages(view, token)}</div>`;
}

function oneImage({ sent }: PoolView, operations: Readonly<Record<string, string>>, token: Html): Html {
  return html`<section class="card" aria-labelledby="send-title">
    <h2 id="send-title">Send an image</h2>
    <form id="send" method="post" action="/rekognition/send" enctype="multipart/form-data">
      ${token} ${choice("operation", "Operation", operations, sent?.operation ?? USUAL, "send")}
      ${choice("picture", "Picture", PICTURE_CHOICES, "two", "send")}
      ${file("file", "A picture of mine (up to about 3 MB): choose it, or drop it here")}
      <fieldset id="compared">
        <legend>For compare-faces</legend>
        ${choice("second", "Compared with", SECOND_CHOICES, "one", "send")}
        ${file("second-file", "Another picture of mine")}
      </fieldset>
      <button class="primary">Send one image</button>
      <p class="quiet">
        It goes through the private API and nowhere else. This page keeps a small copy until the next one.
      </p>
    </form>
  </section>`;
}

function manyImages({ regions, operations, sent, lanes, person }: PoolView, token: Html): Html {
  const sizes = Object.fromEntries(BURST_SIZES.map((size) => [size, `${size} calls`]));
  const [first, second] = lanes;
  const withQuotas = operations.map((path) => {
    const all = regions.flatMap(({ operations: own }) =>
      own.filter(({ operation }) => OPERATIONS[operation].path === path),
    );
    return [path, `${path} (${all.reduce((sum, { quota }) => sum + quota, 0)}/s)`];
  });
  return html`<section class="card" aria-labelledby="burst-form-title">
    <h2 id="burst-form-title">Send many at once</h2>
    <p class="quiet">More than one Region’s quota is answered by several: that is what the pool is for.</p>
    <form method="post" action="/rekognition/burst">
      ${token}
      ${choice("operation", "Operation, with all Regions’ quota", Object.fromEntries(withQuotas) as Record<string, string>, sent?.operation ?? USUAL, "burst")}
      ${choice("calls", "Calls, of each caller", sizes, String(USUAL_BURST), "burst")}
      ${
        first !== undefined &&
        second !== undefined &&
        html`${choice("callers", "Callers", { me: `${person ?? ""}, all at once`, lanes: `two lanes: ${first.lane} beside ${second.lane}` }, "me", "burst")}
          <p class="quiet">
            Lanes: ${first.person} and ${second.person} sign in for it, and call for five seconds. Of an operation with
            little quota, the more important lane gets what there is.
          </p>`
      }
      <button>Send a burst</button>
    </form>
  </section>`;
}

function file(name: string, label: string): Html {
  return html`<p class="drop">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="file" accept="image/*" />
  </p>`;
}

function choice(
  name: string,
  label: string,
  values: Readonly<Record<string, string>>,
  usual: string,
  form: string,
): Html {
  const id = `${form}-${name}`;
  return html`<p>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${Object.entries(values).map(
        ([value, text]) => html`<option value="${value}" ${value === usual && html`selected`}>${text}</option>`,
      )}
    </select>
  </p>`;
}
