import { command } from "../../local/command-line/command";
import { setUp } from "../setup";
import { type Size, sizes } from "./audit/growth";
import { companies, type Company, companyTable } from "./audit/people";
import { auditCommand, type Cost, costOf } from "./audit/processes";
import { median } from "./measuring/median";
import { teller } from "./measuring/telling";

const ROUNDS = 3;
const LIMIT_SECONDS = 10;
const LIMIT_MEGABYTES = 300;
/** For five hundred people; the command's own process, beside which esbuild's has at most some 180 MB while the program runs. */
const LIMIT_SECONDS_OF_MANY = 15;
const LIMIT_MEGABYTES_OF_MANY = 350;

export const run = command(
  {
    command: "npm run bench audit",
    about:
      "The whole command for the dev environment, program included, as a process of its own; then collecting and proving alone, " +
      "for pools of 1, 4 and 18 Regions; the whole command for 2, 50 and 500 people in both minting modes. Some minutes.",
    options: {},
    examples: ["npm run bench audit"],
    exitCodes: { 0: "every limit was kept and every rule proved", 1: "one was not" },
  },
  measure,
);

async function measure(): Promise<number> {
  const tell = teller();
  tell("making what is measured");
  await setUp();
  const whole = wholeCommand(tell);
  const growth = await sizes([1, 4, 18], tell);
  const people = companies([2, 50, 500], tell);
  const [text, isKept] = report(whole, growth, people);
  process.stdout.write(`${text}\n`);
  return isKept ? 0 : 1;
}

function wholeCommand(tell: (doing: string) => void): Cost[] {
  return Array.from({ length: ROUNDS }, () => {
    const cost = costOf(auditCommand());
    tell(`npm run audit: ${cost.seconds.toFixed(1)} s, exit ${cost.exitCode ?? "by a signal"}`);
    return cost;
  });
}

function report(whole: readonly Cost[], growth: readonly Size[], people: readonly Company[]): [string, boolean] {
  const seconds = median(whole.map((each) => each.seconds));
  const megabytes = Math.max(...whole.map(({ peakMegabytes }) => peakMegabytes));
  const exits = [...new Set(whole.map(({ exitCode }) => exitCode))];
  const exponent = growthExponent(growth);
  const limits: readonly (readonly [string, string, boolean])[] = [
    [
      "npm run audit, dev",
      `${seconds.toFixed(2)} s (${spread(whole)}; ${median(whole.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)} s of processor), limit ${LIMIT_SECONDS} s`,
      seconds < LIMIT_SECONDS,
    ],
    ["peak memory", `${megabytes.toFixed(0)} MB, limit ${LIMIT_MEGABYTES} MB`, megabytes < LIMIT_MEGABYTES],
    ["exit code", exits.join(", "), exits.join() === "0"],
    ["growth with Regions", `like n^${exponent.toFixed(2)} from 4 to 18, limit n^1`, exponent <= 1],
    manyPeople(people),
    ["every rule proved", growth.map(({ open }) => open.join(" ") || "all").join(", "), growth.every(isProved)],
  ];
  const lines = limits.map(([what, found, isMet]) => `${isMet ? "met   " : "MISSED"}  ${what.padEnd(20)}  ${found}`);
  const text = [
    `Node ${process.version}, medians of ${ROUNDS} processes`,
    ...lines,
    "",
    ...tableOf(growth),
    "",
    ...companyTable(people),
  ].join("\n");
  return [text, limits.every(([, , isMet]) => isMet)];
}

function manyPeople(people: readonly Company[]): readonly [string, string, boolean] {
  const most = Math.max(...people.map((each) => each.people));
  const found = people.filter((each) => each.people === most);
  const shown = found.map((each) => `${each.seconds.toFixed(1)} s, ${each.peakMegabytes.toFixed(0)} MB`).join(" and ");
  const isMet = ({ seconds, peakMegabytes }: Company) =>
    seconds < LIMIT_SECONDS_OF_MANY && peakMegabytes < LIMIT_MEGABYTES_OF_MANY;
  const limit = `limit ${LIMIT_SECONDS_OF_MANY} s, ${LIMIT_MEGABYTES_OF_MANY} MB`;
  return [`${most} people`, `${shown}, ${limit}`, found.every(isMet)];
}

function isProved({ open }: Size): boolean {
  return open.length === 0;
}

/** 1 is linear; below it a further Region costs less than the ones before. */
function growthExponent(growth: readonly Size[]): number {
  const [few, many] = growth.slice(-2);
  if (!few || !many) return 0;
  return Math.log(total(many) / total(few)) / Math.log(many.regions / few.regions);
}

function total({ collectMs, proveMs }: Size): number {
  return collectMs + proveMs;
}

function tableOf(growth: readonly Size[]): string[] {
  const [baseline] = growth;
  return growth.map((size) =>
    [
      `${size.regions} Regions`.padStart(10),
      `collect ${size.collectMs.toFixed(0)} ms`,
      `prove ${size.proveMs.toFixed(0)} ms`,
      `${(total(size) / (baseline ? total(baseline) : 1)).toFixed(2)}× of one Region`,
      `${size.findings} claims`,
      `${size.peakMegabytes.toFixed(0)} MB`,
    ].join("  "),
  );
}

function spread(whole: readonly Cost[]): string {
  const all = whole.map(({ seconds }) => seconds);
  return `${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)}`;
}
