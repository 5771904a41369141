import * as fs from "node:fs";
import * as path from "node:path";
import { CATALOGUE, REASONS } from "../../../functions/contract/problem-catalogue";
import { DENIED_REASONS, PROBLEM_CODES, problemDocument, problemStatus } from "../../../functions/contract/problem";
import contract from "../../../functions/contract/openapi.json";
import { projectRoot } from "../../../infra/project-root";
import { apiPageFile } from "../../../local/portal/api-page/page-file";
import { OPERATIONS, resolved } from "../../contract/contract";

const page = apiPageFile(projectRoot());
const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? "");

/** What lies between an element's id and the end of its article or section. */
function within(id: string): string {
  const from = page.indexOf(` id="${id}"`);
  return from < 0 ? "" : page.slice(from, page.indexOf("</article>", from));
}

function shown(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

test.each(PROBLEM_CODES)("%s is explained at the anchor of its type, with its status, title and an example", (code) => {
  const { type, title } = problemDocument({ code, detail: "" }, "");
  expect(ids.filter((id) => id === type)).toHaveLength(1);
  const entry = within(type);
  for (const text of [title, CATALOGUE[code].means, CATALOGUE[code].callerDoes]) expect(entry).toContain(shown(text));
  expect(entry).toContain(`>${problemStatus(code)}<`);
  expect(entry).toContain(shown(`"type": "${type}"`));
});

test.each(PROBLEM_CODES)(
  "%s may be tried again after Retry-After where the contract has that header, and only there",
  (code) => {
    const answers = Object.values(contract.components.responses).filter(({ content }) =>
      Object.values(content["application/problem+json"].examples).some((example) => example.value.code === code),
    );
    const hasHeader = answers.some(({ headers }) => "Retry-After" in headers);
    expect(CATALOGUE[code].again === "after Retry-After").toBe(hasHeader);
  },
);

test("every code is one that a function or the gateway answers with", () => {
  const sources = ["functions", "infra/private-api"].flatMap((folder) =>
    fs
      .readdirSync(path.join(projectRoot(), folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("contract/problem"))
      .map((name) => fs.readFileSync(path.join(projectRoot(), folder, name), "utf8")),
  );
  expect(PROBLEM_CODES.filter((code) => !sources.some((text) => text.includes(`"${code}"`)))).toEqual([]);
});

test("every reason has its entry", () => {
  for (const reason of DENIED_REASONS) {
    expect(ids).toContain(`reason-${reason === "" ? "none" : reason}`);
    expect(page).toContain(shown(REASONS[reason]));
  }
});

test.each(OPERATIONS)(
  "$method $path has its parameters, the fields of its body, and every status",
  ({ path: route, operation }) => {
    const card = within(operation.operationId);
    expect(card).toContain(`<code>${route}</code>`);
    const schema = operation.requestBody?.content["application/json"]?.schema;
    const { properties = {} } = schema === undefined ? {} : resolved(schema as { properties?: object; $ref?: string });
    const parameters = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    for (const name of [...Object.keys(properties), ...parameters]) expect(card).toContain(`<code>${name}</code>`);
    const statuses = Object.keys(operation.responses).filter((status) => /^[45]/.test(status));
    for (const status of statuses) expect(card).toContain(`<dt>${status}</dt>`);
  },
);

test("every link within the page leads somewhere, no name stands twice, and nothing is fetched or run", () => {
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? "");
  expect(links.length).toBeGreaterThan(100);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(page).not.toMatch(/<script|<link rel="stylesheet"|src=|@import|url\(/);
});
