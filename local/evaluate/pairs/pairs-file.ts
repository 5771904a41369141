/** Pairs out of a CSV file, in the form of AWS's article on the accuracy of identity verification. Pure; no picture is looked at. */
import { didYouMean } from "../../command-line/nearest";
import { CsvFault, type CsvRecord, readCsv } from "../../mapping/import/csv";
import type { LineFault, Pair, PairSet } from "./pair";
import { Owners } from "./owners";

const REQUIRED = ["EXTERNAL_ID", "SOURCE", "TARGET", "TEST"] as const;
const COLUMNS = [...REQUIRED, "GROUP"] as const;
type Column = (typeof COLUMNS)[number];

export interface PairsFile extends PairSet {
  readonly faults: readonly LineFault[];
}

/** Every fault of the file at once; with any, there are no pairs. */
export function readPairsFile(text: string): PairsFile {
  try {
    const [header, ...records] = readCsv(text);
    if (!header) return refused([{ line: 1, why: `the file is empty; its header is ${COLUMNS.join(", ")}` }]);
    const columns = columnsOf(header);
    if ("why" in columns) return refused([columns]);
    if (records.length === 0) return refused([{ line: 1, why: "there is no pair below the header" }]);
    return pairsOf(records, columns);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return refused([{ line: error.line, why: error.message }]);
  }
}

function refused(faults: readonly LineFault[]): PairsFile {
  return { pairs: [], owners: new Map(), faults };
}

function columnsOf({ line, fields }: CsvRecord): readonly Column[] | LineFault {
  const names = fields.map((field) => field.trim());
  const allowed = `allowed are ${COLUMNS.join(", ")}`;
  const unknown = names.find((name) => !COLUMNS.includes(name as Column));
  if (unknown !== undefined)
    return { line, why: `there is no column "${unknown}".${didYouMean(unknown, COLUMNS)} In the header ${allowed}` };
  if (new Set(names).size < names.length) return { line, why: "a column stands twice in the header" };
  const missing = REQUIRED.filter((name) => !names.includes(name));
  return missing.length > 0 ? { line, why: `the header lacks ${missing.join(", ")}; ${allowed}` } : (names as Column[]);
}

function pairsOf(records: readonly CsvRecord[], columns: readonly Column[]): PairsFile {
  const faults: LineFault[] = [];
  const owners = new Owners();
  const firstLines = new Map<string, number>();
  const pairs: (Pair & { readonly line: number })[] = [];
  for (const { line, fields } of records) {
    const values = Object.fromEntries(columns.map((column, at) => [column, (fields[at] ?? "").trim()]));
    const wrong = faultsOf(values, fields.length, columns.length);
    faults.push(...wrong.map((why) => ({ line, why })));
    if (wrong.length > 0) continue;
    const { EXTERNAL_ID: person = "", SOURCE: source = "", TARGET: target = "", TEST, GROUP: group = "" } = values;
    const pair = { kind: TEST === "Genuine" ? "genuine" : "imposter", source, target, line } as const;
    const key = JSON.stringify([source, target]);
    const before = firstLines.get(key);
    if (before !== undefined) faults.push({ line, why: `line ${before} has this pair already` });
    else firstLines.set(key, line);
    faults.push(...owners.claim(pair, person, group === "" ? undefined : group));
    pairs.push(pair);
  }
  faults.push(...pairs.flatMap((pair) => owners.faultOf(pair) ?? []));
  if (faults.length > 0) return refused(faults.sort((one, other) => one.line - other.line));
  const plain = pairs.map(({ kind, source, target }) => ({ kind, source, target }));
  return { pairs: plain, owners: owners.ofAll(plain), faults };
}

function faultsOf(values: Readonly<Partial<Record<Column, string>>>, given: number, wanted: number): string[] {
  if (given !== wanted) return [`has ${given} fields, and the header ${wanted}`];
  const empty = REQUIRED.filter((name) => values[name] === "").map((name) => `${name} is empty`);
  const test = values.TEST ?? "";
  return [
    ...empty,
    ...(["Genuine", "Imposter", ""].includes(test) ? [] : [`TEST is "${test}": allowed are Genuine and Imposter`]),
    ...(["SOURCE", "TARGET"] as const)
      .filter((name) => leavesFolder(values[name] ?? ""))
      .map(
        (name) =>
          `${name} is "${values[name] ?? ""}": allowed is a name below the place of the images, without ".." or a leading "/"`,
      ),
    ...(values.SOURCE !== "" && values.SOURCE === values.TARGET
      ? ["SOURCE and TARGET are the same picture: a pair is two pictures"]
      : []),
  ];
}

function leavesFolder(name: string): boolean {
  return /^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes("..");
}
