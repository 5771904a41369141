import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { auditCommand, type Cost, costOf } from "./processes";

export const MINTING_MODES = ["sessionTags", "rolePerProfile"] as const;

/** What the whole command takes for a company of so many people. */
export interface Company extends Cost {
  readonly people: number;
  readonly mode: (typeof MINTING_MODES)[number];
}

/** The dev environment with more people, each time as a stack of its own; its file is there while the command runs. */
export function companies(counts: readonly number[], tell: (doing: string) => void): Company[] {
  return MINTING_MODES.flatMap((mode) =>
    counts.map((people) => {
      const cost = withStack(people, mode, (stack) => costOf(auditCommand("--stack", stack)));
      tell(`${people} people, ${mode}: ${cost.cpuSeconds.toFixed(1)} s of processor`);
      return { people, mode, ...cost };
    }),
  );
}

function withStack<T>(people: number, mode: string, run: (stack: string) => T): T {
  const root = projectRoot();
  const stack = `bench-${people}-${mode}`;
  const file = path.join(root, `Pulumi.${stack}.yaml`);
  const names = ["alice", "bob", ...Array.from({ length: people - 2 }, (_, index) => `person-${index + 3}`)];
  const dev = fs.readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");
  const config = dev.replace("    - alice\n    - bob\n", names.map((name) => `    - ${name}\n`).join(""));
  if (config === dev && people > 2) throw new Error("Pulumi.dev.yaml no longer lists alice and bob.");
  fs.writeFileSync(file, `${config}  private-ml-gateway:mintingMode: ${mode}\n`);
  try {
    return run(stack);
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** A row a company, beside two people of the same mode. */
export function companyTable(all: readonly Company[]): string[] {
  return all.map(({ people, mode, cpuSeconds, peakMegabytes, seconds }) => {
    const two = all.find((each) => each.mode === mode && each.people === 2);
    const ratio = two ? `${(cpuSeconds / two.cpuSeconds).toFixed(2)}× of two people` : "";
    return [
      `${people} people, ${mode}`.padStart(26),
      `${seconds.toFixed(1)} s`,
      `${cpuSeconds.toFixed(1)} s of processor`,
      ratio,
      `${peakMegabytes.toFixed(0)} MB`,
    ].join("  ");
  });
}
