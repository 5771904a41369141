import type { Pair } from "../pairs/pair";
import type { Plan } from "../plan";
import type { ResultsFile } from "../probe/results-file";
import { failureOf, pairResult, pictureResult } from "./assemble";

const COLUMNS = [
  "EXTERNAL_ID",
  "SOURCE",
  "TARGET",
  "TEST",
  "GROUP",
  "SIMILARITY",
  "FAILURE",
  "REGION",
  "TARGET_YAW",
  "TARGET_PITCH",
  "TARGET_ROLL",
  "TARGET_BRIGHTNESS",
  "TARGET_SHARPNESS",
];

/** A line for each pair, as RFC 4180 has it; SIMILARITY is empty where FAILURE says why. */
export function similaritiesCsv(plan: Plan, results: ResultsFile): string {
  const lines = plan.pairs.map((pair) => lineOf(pair, plan, results).map(field).join(","));
  return [COLUMNS.join(","), ...lines, ""].join("\n");
}

function lineOf(pair: Pair, { owners }: Plan, results: ResultsFile): (string | number | undefined)[] {
  const { kind, source, target } = pair;
  const owner = owners.get(source);
  const failure = failureOf(pair, results);
  const { similarity, region } = pairResult(results, source, target);
  const { quality } = pictureResult(results, target);
  return [
    owner?.person,
    source,
    target,
    kind === "genuine" ? "Genuine" : "Imposter",
    owner?.group,
    failure === undefined ? (similarity ?? 0) : undefined,
    failure,
    region,
    ...[quality?.yaw, quality?.pitch, quality?.roll, quality?.brightness, quality?.sharpness],
  ];
}

function field(value: string | number | undefined): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
