/** The API's page, made from its OpenAPI document: no script, nothing fetched. */
import { type Html, html } from "../html";
import { ACCESS_TOKEN, INFO, ROUTES, SCHEMAS, TAGS } from "./document";
import { fieldsTable, prose } from "./fields";
import { problems } from "./problems";
import { routeCard } from "./routes";

/** Of the audit's report, and what only this page has; in this order. Below local/. */
export const API_PAGE_STYLES = [
  "portal/colours.css",
  "audit/html/report.css",
  "audit/html/sections.css",
  "portal/api-page/api-page.css",
];

/** @param style a style element, or a link to a style sheet where a server has one */
export function apiPage(style: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>API of the ${INFO.title}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        <header>
          <h1>API</h1>
          <p>${INFO.title} <span class="quiet">version ${INFO.version}</span></p>
        </header>
        <nav aria-label="Contents">
          <a href="#start">Start</a>
          ${TAGS.map(({ name }) => html`<a href="#${name}">${capital(name)}</a>`)}
          <a href="#problems">Problems</a> <a href="#reasons">Reasons</a> <a href="#types">Types</a>
        </nav>
        <main>${start()} ${TAGS.map(({ name }) => routesOf(name))} ${problems()} ${types()}</main>
      </body>
    </html>`.text;
}

function start(): Html {
  return html`<section class="card" id="start" aria-labelledby="start-title">
    <h2 id="start-title">Start</h2>
    ${INFO.description.split("\n\n").map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
    <h3>Address and token</h3>
    <p>
      <code>GATEWAY_URL</code> is one of the stack's output <code>apiUrls</code>, with its stage. It answers in the
      company's network only. A browser takes <code>privateDns</code> or <code>endpointAlias</code>, and its page's
      origin has to be one of <code>portalOrigins</code>.
    </p>
    <p><code>ACCESS_TOKEN</code>: ${prose(ACCESS_TOKEN)}</p>
    <h3>Routes</h3>
    <ul class="plain">
      ${ROUTES.map(
        ({ method, path, operation }) =>
          html`<li>
            <a href="#${operation.operationId}"><code>${method} ${path}</code></a> ${operation.summary}
          </li>`,
      )}
    </ul>
  </section>`;
}

function routesOf(tag: string): Html {
  return html`<section id="${tag}" aria-labelledby="${tag}-title">
    <h2 id="${tag}-title">${capital(tag)}</h2>
    <p>${prose(TAGS.find(({ name }) => name === tag)?.description ?? "")}</p>
    ${ROUTES.filter(({ operation }) => operation.tags.includes(tag)).map(routeCard)}
  </section>`;
}

function types(): Html {
  return html`<section class="card" id="types" aria-labelledby="types-title">
    <h2 id="types-title">Types</h2>
    ${Object.entries(SCHEMAS).map(
      ([name, schema]) =>
        html`<section class="rule" id="type-${name}" aria-labelledby="type-${name}-title">
          <h3 id="type-${name}-title">${name}</h3>
          ${schema.description !== undefined && html`<p>${prose(schema.description)}</p>`} ${fieldsTable(schema)}
        </section>`,
    )}
  </section>`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
