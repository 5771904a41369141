import * as path from "node:path";
import type { Images } from "./pairs/images";
import { fingerprintOf, type Plan } from "./plan";
import type { Api } from "./probe/api";
import { type Bill, billFor } from "./probe/bill";
import { type Open, Probe } from "./probe/probe";
import { ProbeProgress } from "./probe/progress";
import { ResultsFile } from "./probe/results-file";
import { reportOf } from "./report/assemble";
import type { RunFacts } from "./report/report";
import { writeReport } from "./report/write";

export interface RunOptions {
  readonly plan: Plan;
  readonly images: Images;
  readonly api: Api;
  /** Absolute. */
  readonly folder: string;
  readonly facts: Pick<RunFacts, "name" | "isSynthetic" | "resampling" | "wantedFmr">;
  /** Told what the run will cost before its first call. @throws UserError when that is too much */
  readonly confirm: (bill: Bill) => void;
}

/**
 * Makes the calls that have no result yet, and the report when none is missing.
 * @returns what has no result; empty when there is a report
 * @throws UserError
 */
export async function runEvaluation(options: RunOptions): Promise<readonly Open[]> {
  const { plan, images, api, folder, facts, confirm } = options;
  const results = ResultsFile.open(path.join(folder, "results.jsonl"), fingerprintOf(plan, images, api.place));
  try {
    confirm(billFor(plan.pairs, (subject) => results.isSettled(subject)));
    const open = await probeAll(new Probe(api, images, results), plan);
    if (open.length > 0) return open;
    const report = reportOf(plan, results, {
      ...facts,
      api: api.place,
      isStandIn: api.isStandIn,
      images: images.place,
      begun: results.begun,
      finished: new Date().toISOString(),
      imposters: plan.imposters,
    });
    writeReport(folder, report, plan, results);
    return [];
  } finally {
    results.close();
  }
}

async function probeAll(probe: Probe, { pairs }: Plan): Promise<Open[]> {
  const progress = new ProbeProgress(() => probe.state());
  try {
    return await probe.run(pairs);
  } finally {
    progress.end();
  }
}
