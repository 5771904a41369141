import * as fs from "node:fs";
import * as path from "node:path";
import { section } from "../../audit/html/marks";
import { Html, html } from "../../portal/html";
import { trafficText } from "../guard";
import type { Played } from "../scenario";
import { BASELINE } from "../stage";
import { rowOf } from "../table";
import { type ChangedVersion, VERSIONS } from "../versions";
import { callsOf, chart, type ChartArgs, percentileOf, type Series } from "./chart";

/** The audit's own, and what only this page has. */
const STYLES = ["portal/colours.css", "audit/html/report.css", "audit/html/sections.css", "rollout/page/rollout.css"];
const SHOWN = [BASELINE, VERSIONS.right.name, VERSIONS.broken.name];

/** The plays as one file: no script, nothing fetched. */
export function rolloutPage(plays: readonly Played[], projectRoot: string): string {
  const style = STYLES.map((file) => fs.readFileSync(path.join(projectRoot, "local", file), "utf8")).join("\n");
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>Rollouts, played</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Rollouts, played</h1>
          <p class="quiet">real bundles and alarms of the program on a laptop, in simulated minutes</p>
        </header>
        <nav aria-label="Contents">
          ${plays.map(({ strategy }) => html`<a href="#${strategy}">${strategy}</a>`)}
          <a href="#versions">Versions</a>
        </nav>
        <main>${plays.map(playSection)} ${versionsSection()}</main>
      </body>
    </html>`.text;
}

function playSection(played: Played): Html {
  const { strategy, guard, requestsPerMinute } = played;
  return section(strategy, strategy === "canary" ? "Canary" : "Linear", [
    html`<p>
      ${trafficText(guard.shifting)}, with ${requestsPerMinute} calls for a Studio URL in each simulated minute. A band
      is a rollout: red where it was taken back. A line above the failed calls is a minute with a red alarm.
      ${strategy === "canary" && "In the end a broken version is given all calls at once, as without rollouts, and repaired."}
    </p>`,
    outcomes(played),
    figure(played, {
      title: "Calls by version",
      unit: "calls a minute",
      series: bySeries(played, "requests"),
      stacked: true,
    }),
    figure(played, {
      title: "Failed calls (5xx) by version",
      unit: "calls a minute",
      series: bySeries(played, "failed"),
      stacked: true,
      showsAlarms: true,
    }),
    figure(played, { title: "Latency of all calls", unit: "ms", series: latencies(played) }),
  ]);
}

function outcomes({ rollouts }: Played): Html {
  const heads = ["version", "outcome", "after", "calls meanwhile", "to the new one", "share", "failed"];
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((head, index) => html`<th scope="col" class="${index > 1 && "number"}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rollouts.map(
          (rollout) =>
            html`<tr>
              ${rowOf(rollout).map((cell, index) => html`<td class="${index > 1 && "number"}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function figure(played: Played, args: ChartArgs): Html {
  const { title, series } = args;
  return html`<figure>
    <figcaption>${title}</figcaption>
    <ul class="legend">
      ${series.map(({ name, kind }) => html`<li class="${kind}">${name}</li>`)}
    </ul>
    ${chart(played, { ...args, title: `${title}, ${played.strategy}` })}
  </figure>`;
}

function bySeries({ minutes }: Played, what: "requests" | "failed"): Series[] {
  return SHOWN.map((name) => ({
    name,
    kind: `of-${name}`,
    values: minutes.map((minute) => callsOf(minute, name)[what]),
  }));
}

function latencies({ minutes }: Played): Series[] {
  const all = minutes.map(({ calls }) => Object.values(calls).flatMap((each) => each.latencies));
  return [
    { name: "median", kind: "p50", values: all.map((values) => percentileOf(values, 0.5)) },
    { name: "95th percentile", kind: "p95", values: all.map((values) => percentileOf(values, 0.95)) },
  ];
}

function versionsSection(): Html {
  return section("versions", "Versions", [
    html`<p>Each is the bundle of studio-url as it would be deployed, with one line of its sources changed.</p>`,
    html`<dl class="changed">${Object.values(VERSIONS).map(changed)}</dl>`,
  ]);
}

function changed({ name, about, file, before, after }: ChangedVersion): Html {
  return html`<dt>${name}</dt>
    <dd>
      <p>${about}.</p>
      <p class="quiet">${file}: <code>${before}</code> becomes <code>${after}</code></p>
    </dd>`;
}
