import type { AlarmsNow } from "../cloudwatch/live-alarms";
import type { Enforcement } from "../enforcement";
import { alarmsPart } from "./alarms/red-alarms";
import { type Html, html } from "./html";

/** What every page of the portal shows. It holds no token. */
export interface Frame {
  readonly person?: string;
  readonly formToken?: string;
  readonly enforcement: Enforcement;
  readonly alarms: AlarmsNow;
  /** What the same stack costs on AWS, as a sentence. */
  readonly costOnAws: string;
  /** Whether there is a page for Rekognition. */
  readonly hasPool: boolean;
}

const PAGES = [
  ["studio", "/", "Studio"],
  ["rekognition", "/rekognition", "Rekognition"],
] as const;

/** A whole page. @param content what stands between its head and its foot */
export function frame(
  view: Frame & { readonly page: (typeof PAGES)[number][0]; readonly script?: string },
  content: readonly Html[],
): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Company portal</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        <script type="module" src="/alarms.js"></script>
        ${view.script !== undefined && html`<script type="module" src="${view.script}"></script>`}
      </head>
      <body>
        <header>
          <h1>Company portal</h1>
          ${view.hasPool && pages(view.page)} ${who(view)}
          <p class="state">
            <span class="badge"
              >✓ IAM decisions enforced · ${view.enforcement.policies} policies · ${view.enforcement.hash}</span
            >
          </p>
        </header>
        <p id="waiting" class="waiting" role="status"></p>
        ${alarmsPart(view.alarms)} ${content} ${honesty(view)}
      </body>
    </html>`.text;
}

function pages(current: string): Html {
  return html`<nav aria-label="Pages">
    ${PAGES.map(
      ([name, address, title]) =>
        html`<a class="button" href="${address}" ${name === current && html`aria-current="page"`}>${title}</a>`,
    )}
    <a class="button" href="/api.html">API</a>
  </nav>`;
}

/** Stands in the card that says what signing in is for. */
export function signIn(): Html {
  return html`<p><a class="button primary" href="/sign-in">Sign in with the company account</a></p>`;
}

function who(view: Frame): Html {
  if (view.person === undefined) return html``;
  return html`<div class="who">
    <p>Signed in as <strong id="person">${view.person}</strong></p>
    <form method="post" action="/sign-out">
      <input type="hidden" name="token" value="${view.formToken}" />
      <button>Sign out</button>
    </form>
  </div>`;
}

function honesty({ hasPool, costOnAws }: Frame): Html {
  return html`<footer>
    <section class="card honest" aria-label="What is real here">
      <div>
        <h2>What is real here</h2>
        <ul>
          <li>the Pulumi program, and every policy it would deploy</li>
          <li>the functions: the same bundles, in processes of their own</li>
          <li>the decisions, taken for every request</li>
          <li>sign-in, tokens and keys (OpenID Connect, code flow with PKCE)</li>
          ${hasPool && html`<li>images, quotas by call, errors as AWS spells them, and the SDK clients that meet them</li>`}
        </ul>
      </div>
      <div>
        <h2>What is a stand-in</h2>
        <ul>
          <li>API Gateway, STS, SageMaker and the Studio page</li>
          ${
            hasPool &&
            html`<li>Rekognition, whose faces are the bright patches of a picture; S3, DynamoDB and SQS, in memory</li>
              <li>Lambda: four environments that events share, and failed messages come again in seconds</li>`
          }
          <li>
            CloudWatch: alarms look at what functions and API log, and not at what Lambda, SQS and CloudTrail count
          </li>
          <li>the network: a port of this laptop for each VPC endpoint</li>
          <li>the sign-in's issuer and keys, in place of Cognito's</li>
          <li>passwords: you pick a person</li>
        </ul>
      </div>
      <p class="quiet" id="cost">${costOnAws}</p>
    </section>
  </footer>`;
}
