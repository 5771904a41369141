import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { REKOGNITION_REGIONS } from "../../../infra/rekognition/default-quotas";
import { graphToJson } from "../../../local/program/graph-json";
import { PROGRAM_BUNDLE, runProgram } from "../../../local/program/run-program";
import { median } from "../measuring/median";
import { costOf, proveScript } from "./processes";

const HOME = "eu-central-1";
const ROUNDS = 3;

/** What collecting and proving take for a pool of so many Regions. */
export interface Size {
  readonly regions: number;
  readonly collectMs: number;
  readonly proveMs: number;
  readonly peakMegabytes: number;
  readonly findings: number;
  /** Rules that are not proved; none is to be. */
  readonly open: readonly string[];
}

/** The dev environment with nothing changed but its Regions; medians of processes of their own. */
export async function sizes(counts: readonly number[], tell: (doing: string) => void): Promise<Size[]> {
  const script = proveScript();
  const found: Size[] = [];
  for (const count of counts) {
    const file = await graphWith(count);
    const runs = Array.from({ length: ROUNDS }, () => {
      const { output, peakMegabytes } = costOf([script, file]);
      const said = JSON.parse(output) as { collect: number; prove: number; open: string[]; findings: number };
      tell(`${count} Regions: ${((said.collect + said.prove) / 1000).toFixed(2)} s`);
      return { ...said, peakMegabytes };
    });
    const [first] = runs;
    found.push({
      regions: count,
      collectMs: median(runs.map(({ collect }) => collect)),
      proveMs: median(runs.map(({ prove }) => prove)),
      peakMegabytes: Math.max(...runs.map((each) => each.peakMegabytes)),
      findings: first?.findings ?? 0,
      open: first?.open ?? [],
    });
  }
  return found;
}

/** The home Region first; every other has a network of its own. */
async function graphWith(count: number): Promise<string> {
  const others = REKOGNITION_REGIONS.filter((region) => region !== HOME && !region.startsWith("us-gov-")).sort();
  const regions = [
    { region: HOME },
    ...others.slice(0, count - 1).map((region, index) => ({ region, cidr: `10.65.${index}.0/24` })),
  ];
  if (regions.length !== count)
    throw new Error(`There are ${others.length + 1} Regions with Rekognition, not ${count}.`);
  const root = projectRoot();
  const config = {
    "private-ml-gateway:rekognitionRegions": regions,
    // What the functions of the largest pool need; no policy says a word about it.
    "private-ml-gateway:rekognitionReservedConcurrency": 5000,
  };
  const graph = await runProgram({ projectRoot: root, stack: "dev", programBundle: PROGRAM_BUNDLE, config });
  const file = path.join(root, `build/bench/graph-${count}-regions.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, graphToJson(graph));
  return file;
}
