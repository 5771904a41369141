/** One card a route: who may call it, what it takes, what it answers. */
import { PROBLEM_CODES, problemType } from "../../../functions/contract/problem";
import { ROUTES as RECORDS, type WhoMay } from "../../../functions/contract/routes";
import { type Html, html } from "../html";
import { type Answer, type Content, resolved, type Route } from "./document";
import { fieldsTable, json, prose, typeOf } from "./fields";

const WHO: Readonly<Record<WhoMay, string>> = {
  "profile-holders": "everyone who has a Studio profile",
  "profile-owner": "the owner of the profile in the path, and no one else",
  "pool-members": "members of the Rekognition pool's group",
};

export function routeCard(route: Route): Html {
  const { method, path, operation, parameters } = route;
  const { summary, description, externalDocs, requestBody, responses } = operation;
  const body = requestBody?.content["application/json"];
  return html`<article class="card" id="${operation.operationId}" aria-labelledby="${operation.operationId}-title">
    <h3 id="${operation.operationId}-title"><span class="method">${method}</span> <code>${path}</code></h3>
    <p>
      <strong>${summary}.</strong> ${description !== undefined && prose(description)}
      ${externalDocs !== undefined && html`<a href="${externalDocs.url}">AWS's own page</a>`}
    </p>
    <p>For ${WHO[whoMay(path)]}.</p>
    ${
      parameters.length > 0 &&
      html`<h4>Path</h4>
        ${fieldsTable({
          required: parameters.map(({ name }) => name),
          properties: Object.fromEntries(
            parameters.map(({ name, schema, description: says }) => [name, { ...schema, description: says }]),
          ),
        })}`
    }
    ${
      body !== undefined &&
      html`<h4>Body</h4>
        ${requestBody?.description !== undefined && html`<p>${prose(requestBody.description)}</p>`}
        ${fieldsTable(resolved(body.schema))}`
    }
    <h4>Call</h4>
    <pre tabindex="0" aria-label="Example of a call">${curl(route, body)}</pre>
    ${answered(responses["200"])} ${others(responses)}
  </article>`;
}

/** By the record whose path is the same or, for an operation of the pool, has it as a parameter. */
function whoMay(path: string): WhoMay {
  const record = Object.values(RECORDS).find((each) => each.path === path) ?? RECORDS["call-rekognition"];
  return record.whoMay;
}

function curl({ method, path }: Route, body: Content | undefined): string {
  const example = Object.values(body?.examples ?? {}).at(-1);
  // As variables of the shell: curl takes {braces} in an address for alternatives.
  const address = path.replaceAll(/\{(\w+)\}/g, "$$$1");
  const lines = [`curl "$GATEWAY_URL${address}"`, '-H "Authorization: Bearer $ACCESS_TOKEN"'];
  if (example !== undefined) lines.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(example.value)}'`);
  else if (method === "POST") lines.push("-X POST");
  return lines.join(" \\\n  ");
}

function answered(answer: Answer | undefined): Html {
  if (answer === undefined) return html``;
  const content = answer.content["application/json"];
  const example = Object.values(content?.examples ?? {})[0];
  const headers = Object.entries(answer.headers ?? {}).map(([name, header]) => [name, resolved(header)] as const);
  return html`<h4>Answer 200</h4>
    <p>${content !== undefined && typeOf(content.schema)}: ${prose(answer.description)}</p>
    <details>
      <summary>Example and headers</summary>
      <pre tabindex="0" aria-label="Example of an answer">${json(example?.value)}</pre>
      <dl>
        ${headers.map(
          ([name, { description = "" }]) =>
            html`<dt><code>${name.toLowerCase()}</code></dt>
              <dd>${description}</dd>`,
        )}
      </dl>
    </details>`;
}

function others(responses: Readonly<Record<string, Answer>>): Html {
  const all = Object.entries(responses).filter(([status]) => status !== "200");
  return html`<details>
    <summary>Problems: ${all.map(([status]) => (status === "default" ? "others" : status)).join(", ")}</summary>
    <dl>
      ${all.map(
        ([status, answer]) =>
          html`<dt>${status === "default" ? "others" : status}</dt>
            <dd>${linked(resolved(answer).description)}</dd>`,
      )}
    </dl>
  </details>`;
}

/** A text in which every code leads to its explanation. */
function linked(text: string): Html {
  const parts = text.split(/\b([a-z]+(?:_[a-z]+)+|unauthorized)\b/);
  return html`${parts.map((part) => {
    const code = PROBLEM_CODES.find((each) => each === part);
    return code === undefined ? prose(part) : html`<a href="#${problemType(code)}">${part}</a>`;
  })}`;
}
