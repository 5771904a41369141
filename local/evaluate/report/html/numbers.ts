/** How figures are written in this report. */
import { Html, html } from "../../../portal/html";
import { table } from "../../../audit/html/marks";
import type { MeasuredRate } from "../../statistics/measured-rate";
import { percent } from "../../statistics/recommendation";

export function count(value: number): string {
  return value.toLocaleString("en");
}

export function rate(value: number | undefined): string {
  return value === undefined ? "–" : percent(value);
}

/** A rate with its interval below it. */
export function measured(value: MeasuredRate | undefined): Html {
  if (value === undefined) return html`–`;
  return html`${percent(value.rate)}<small>${percent(value.low)} to ${percent(value.high)}</small>`;
}

/** A rate with its one-sided bound below it: none was seen does not mean none. */
export function bounded(value: MeasuredRate | undefined): Html {
  if (value === undefined) return html`–`;
  return html`${percent(value.rate)}<small>at most ${percent(value.upper)}</small>`;
}

export function decimal(value: number | undefined, digits = 2): string {
  return value === undefined ? "–" : value.toFixed(digits);
}

/** A table whose columns of figures stand under one another. */
export function figures(headings: readonly string[], rows: readonly (readonly (Html | string | number)[])[]): Html {
  const cells = rows.map((row) => row.map((cell) => (cell instanceof Html ? cell : html`${cell}`)));
  return html`<div class="figures">${table(headings, cells)}</div>`;
}
