import { Html, html } from "../../../portal/html";
import { oneIn } from "../../statistics/recommendation";
import type { EvaluationReport } from "../report";
import { acquisition } from "./acquisition";
import { curves } from "./curves";
import { description } from "./description";
import { groups } from "./groups";
import { limits, method } from "./method";
import { count } from "./numbers";
import { run } from "./run";
import { targets, thresholds } from "./thresholds";

/** Section ids and their names in the table of contents; one that has nothing to say is left out. */
const CONTENTS = [
  ["targets", "What a threshold keeps"],
  ["curves", "Curves"],
  ["thresholds", "Thresholds"],
  ["acquisition", "Failures to acquire"],
  ["groups", "Groups"],
  ["description", "Similarities"],
  ["limits", "Not said"],
  ["method", "Method"],
  ["run", "Run"],
] as const;

/** The whole report as one file: no script, nothing fetched. @param style all style sheets, joined */
export function htmlReport(report: EvaluationReport, style: string): string {
  const sections = [
    targets(report),
    curves(report),
    thresholds(report),
    acquisition(report),
    groups(report),
    description(report),
    limits(report),
    method(report),
    run(report),
  ];
  return html`<!doctype html>
    <html lang="en">
      ${head(report, style)}
      <body>
        <header>
          <h1>Face verification, measured</h1>
          <p>
            <strong>${report.run.name}</strong>
            <span class="quiet">${report.run.finished.slice(0, 10)}, ${report.run.api}</span>
          </p>
          ${report.run.isStandIn && html`<p class="badge"><span class="unknown-word">! stand-in’s scores</span></p>`}
        </header>
        <nav aria-label="Contents">
          ${CONTENTS.filter((_, index) => sections[index]?.text !== "").map(
            ([id, name]) => html`<a href="#${id}">${name}</a>`,
          )}
        </nav>
        <main>${recommendation(report)} ${sections}</main>
      </body>
    </html>`.text;
}

function head({ run: { name } }: EvaluationReport, style: string): Html {
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
    <title>Face verification, measured: ${name}</title>
    <link rel="icon" href="data:," />
    <style>
      ${new Html(style)}
    </style>
  </head>`;
}

function recommendation({
  recommendation: found,
  run: facts,
  people,
  acquisition: made,
  falseRejectRate,
}: EvaluationReport): Html {
  const isFull = found.keeps !== undefined && found.keeps <= facts.wantedFmr;
  const { genuine, imposter } = made.attempts;
  return html`<div class="verdict-card ${isFull && !facts.isStandIn ? "" : "unknown"}">
    ${facts.isStandIn && html`<p class="not-real">Made up by the laptop’s stand-in for Rekognition: a trial of the procedure, not a measurement.</p>`}
    <p class="sentence">${found.sentence}</p>
    <p class="scope quiet">
      Wanted: a false match rate of at most ${oneIn(facts.wantedFmr)}. Measured on ${count(people)} people,
      ${count(genuine)} genuine and ${count(imposter)} imposter attempts.
      ${falseRejectRate !== undefined && html`With failures to acquire counted as refusals, ${(falseRejectRate * 100).toFixed(1)} % of genuine attempts fail.`}
    </p>
  </div>`;
}
