import type { AuditReport } from "../../../policies/audit/report";
import { Html, html } from "../../portal/html";
import { access } from "./access";
import { commitOf } from "../words";
import { Anchors } from "./anchors";
import { exceptions } from "./exceptions";
import { firstScreen } from "./first-screen";
import { authorizerOutput, declaredActions } from "./functions";
import { statusWord } from "./marks";
import { people } from "./people";
import { picture } from "./picture";
import { policies } from "./policies";
import { coverage, difference, hygiene } from "./remarks";
import { reproduce } from "./reproduce";
import { rules } from "./rules";
import { signOff } from "./sign-off";
import { trust } from "./trust";

/** Section ids and their names in the table of contents; one that has nothing to say is left out. */
const CONTENTS = [
  ["difference", "What changed"],
  ["coverage", "Not read"],
  ["picture", "Picture"],
  ["rules", "Rules"],
  ["people", "People"],
  ["access", "Who can"],
  ["trust", "Trust"],
  ["functions", "Functions"],
  ["authorizer", "Authorizer"],
  ["exceptions", "Exceptions"],
  ["hygiene", "Hygiene"],
  ["policies", "Policies"],
  ["reproduce", "Reproduce"],
] as const;

/** The whole report as one file: no script, nothing fetched. @param style all style sheets, joined */
export function htmlReport(report: AuditReport, style: string): string {
  const anchors = new Anchors(report);
  const sections = [
    difference(report, anchors),
    coverage(report),
    picture(report, anchors),
    rules(report, anchors),
    people(report),
    access(report, anchors),
    trust(report, anchors),
    declaredActions(report),
    authorizerOutput(report),
    exceptions(report),
    hygiene(report),
    policies(report, anchors),
    reproduce(report),
  ];
  return html`<!doctype html>
    <html lang="en">
      ${head(report, style)}
      <body>
        <header>
          <h1>Policy audit</h1>
          <p>
            ${report.project}, environment <strong>${report.stack}</strong>
            <span class="quiet">${report.run.day}, ${commitOf(report.run)}</span>
          </p>
          ${badge(report)}
        </header>
        <nav aria-label="Contents">
          ${CONTENTS.filter((_, index) => sections[index]?.text !== "").map(
            ([id, name]) => html`<a href="#${id}">${name}</a>`,
          )}
        </nav>
        <main>${signOff(report)} ${firstScreen(report, anchors)} ${sections}</main>
      </body>
    </html>`.text;
}

function head({ verdict, project, stack }: AuditReport, style: string): Html {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
    <title>${verdict}: policies of ${project}, stack ${stack}</title>
    <link rel="icon" href="data:," />
    <style>
      ${new Html(style)}
    </style>
  </head>`;
}

function badge({ verdict, policyHash }: AuditReport): Html {
  const status = verdict === "NEW ACCESS" ? html`<span class="refused-word">✗ NEW ACCESS</span>` : statusWord(verdict);
  return html`<p class="badge">${status} · policies <code>${policyHash.slice(0, 12)}</code></p>`;
}
