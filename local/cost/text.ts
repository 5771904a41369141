/** A stack's cost for people: a table of the month, then what calls add. Pure. */
import { assumptionsText } from "../../infra/cost/assumptions";
import type { CostLine } from "../../infra/cost/monthly";
import type { CallCost } from "../../infra/cost/per-call";
import { priceOf, PRICES_OF } from "../../infra/cost/prices";
import type { StackCost } from "./stack-cost";

/** What no line can say, because only use decides it. */
export const NOT_COUNTED = [
  "Studio apps by instance and hour, home folders and spaces by GB",
  "Cognito above 10,000 active people a month (50 with SAML or OIDC)",
  "logs, images and results kept longer than assumed, table backups",
  "metrics by Region, code or kind, each $0.30 in the hours in which it is written",
  "free allowances, discounts and tax",
  "NAT gateways and load balancers: the program makes none",
] as const;

export function costText({ stack, monthly, perThousandCalls }: StackCost): string {
  const { fixed, lines, atMostWhileUsed, fixedByRegion, unknownTypes } = monthly;
  const regions = Object.entries(fixedByRegion).map(([region, usd]) => `${region} ${dollars(usd)}`);
  const constant = lines.filter(({ whileUsed }) => !whileUsed);
  const used = lines.filter(({ whileUsed }) => whileUsed);
  return [
    `Stack ${stack}: ${dollars(fixed)} a month before any call (${regions.join(", ")}).`,
    "",
    ...months("", constant),
    ...months(`At most ${dollars(atMostWhileUsed)} a month more while there are calls:`, used),
    ...calls(perThousandCalls),
    `List prices of ${PRICES_OF}, in US dollars; those with * are from memory and were not confirmed that day. Pages:`,
    ...pagesOf(lines, perThousandCalls).map((page) => `  ${page}`),
    "Not counted:",
    ...NOT_COUNTED.map((line) => `  ${line}`),
    ...unknownLines(unknownTypes),
    "",
  ].join("\n");
}

/** Nothing where there are no such lines, as of a Studio account's half that only has profiles. */
function months(title: string, lines: readonly CostLine[]): string[] {
  if (lines.length === 0) return [];
  const rows = table(lines.map(monthRow), ["Region", "what", "units a month", "each", "a month"]);
  return [...(title === "" ? [] : [title]), ...rows, ""];
}

function calls(lines: readonly CallCost[]): string[] {
  if (lines.length === 0) return ["Nothing here is paid by the call.", ""];
  const rows = table(lines.map(callRow), ["answered by", "what", "1,000 calls"]);
  return [`1,000 calls, ${assumptionsText()}:`, ...rows, ""];
}

export function unknownLines(unknownTypes: readonly string[]): string[] {
  if (unknownTypes.length === 0) return [];
  return [`Without a price, and missing in the sums (infra/cost/charges.ts): ${unknownTypes.join(", ")}`];
}

/** Two decimals, and more where it is less than a cent. */
export function dollars(usd: number): string {
  const sign = usd < 0 ? "-" : "";
  return `${sign}$${Math.abs(usd).toFixed(2)}`;
}

function monthRow({ region, what, price, units, usd, isConfirmed }: CostLine): string[] {
  const { usd: each, unit } = priceOf(price, region);
  return [region, what, `${units} × ${unit}`, `$${each}${isConfirmed ? "" : "*"}`, dollars(usd)];
}

function callRow({ region, what, usd, parts }: CallCost): string[] {
  return [region, what, `${dollars(usd)}${parts.every(({ isConfirmed }) => isConfirmed) ? "" : "*"}`];
}

/** Where each price that was used is published. */
function pagesOf(lines: readonly CostLine[], calls: readonly CallCost[]): string[] {
  const used = [...lines, ...calls.flatMap(({ parts }) => parts)];
  return [...new Set(used.map(({ price, region }) => priceOf(price, region).page))].sort();
}

export function table(rows: readonly (readonly string[])[], head: readonly string[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const last = head.length - 1;
  return all.map((row) => {
    const cells = row.map((cell, column) =>
      column === last ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    return `  ${cells.join("  ")}`;
  });
}
