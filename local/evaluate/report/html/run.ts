import { code, section, table } from "../../../audit/html/marks";
import { type Html, html } from "../../../portal/html";
import type { EvaluationReport } from "../report";
import { count } from "./numbers";

/** What it takes to do it again. */
export function run({ run: facts, schema }: EvaluationReport): Html {
  const { given, drawn, sameGroup } = facts.imposters;
  const regions = Object.entries(facts.regions).map(([region, answered]) => `${region} ${count(answered)}`);
  const among = sameGroup ? " among people of one group" : "";
  const rows: readonly (readonly [string, Html])[] = [
    ["API", code(facts.api)],
    ["Pictures", html`${code(facts.images)}${facts.isSynthetic && " (drawn)"}`],
    ["Begun, finished", html`${facts.begun}, ${facts.finished}`],
    ["Calls answered", html`${regions.join(", ")}`],
    [
      "Imposter pairs",
      html`${count(given)} given, ${count(drawn)} drawn${drawn > 0 && `${among} with seed ${facts.resampling.seed}`}`,
    ],
    ["Face model", html`CompareFaces reports no version; these are the days and Regions of its answers.`],
    ["Every similarity", html`similarities.csv, beside this file; everything here as data in report.json (${schema})`],
  ];
  return section("run", "Run", [
    table(
      ["", ""],
      rows.map(([name, value]) => [html`${name}`, value]),
    ),
    html`<div class="print-only">
      <div class="signatures">
        ${["Measured by", "Threshold", "Approved by", "Date"].map((line) => html`<p>${line}</p>`)}
      </div>
    </div>`,
  ]);
}
