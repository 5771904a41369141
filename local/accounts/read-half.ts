import * as fs from "node:fs";
import { collectEstate } from "../../policies/audit/collect/collect";
import type { CollectedGraph } from "../../policies/audit/collect/graph/graph";
import { graphFromStateExport, StateExportError } from "../../policies/audit/collect/graph/state-export";
import type { Estate } from "../../policies/audit/estate";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { UserError } from "../user-error";

/**
 * The stack of a Studio account, to be audited beside its gateway's.
 *
 * @param stackOrFile the name of a stack, whose program is run; a file that `npm run synth` wrote, or one of `pulumi stack export`
 * @throws UserError for a file that is neither, and for a stack that is not the half of a Studio account
 */
export async function readHalf(projectRoot: string, stackOrFile: string): Promise<Estate> {
  const graph = stackOrFile.endsWith(".json")
    ? graphIn(stackOrFile)
    : await runProgram({ projectRoot, stack: stackOrFile, programBundle: PROGRAM_BUNDLE });
  const half = collectEstate(graph);
  if (half.studio.gateway !== undefined) return half;
  throw new UserError(
    `${stackOrFile} is not the stack of a Studio account (role: studioAccount). Give the gateway's with --stack or --state, and the other ` +
      "account's with --with, such as: npm run audit -- --stack staging --with studio",
  );
}

function graphIn(file: string): CollectedGraph {
  try {
    const value = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<CollectedGraph> | null;
    return Array.isArray(value?.resources) ? (value as CollectedGraph) : graphFromStateExport(value);
  } catch (fault) {
    if (fault instanceof StateExportError || fault instanceof SyntaxError || isMissing(fault))
      throw new UserError(`${file}: ${(fault as Error).message}`);
    throw fault;
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ENOENT";
}

/** The estate of a gateway with the halves beside it. @throws UserError where that is a half itself */
export function withHalves(estate: Estate, halves: readonly Estate[]): Estate {
  if (halves.length === 0) return estate;
  if (estate.studio.gateway !== undefined)
    throw new UserError(
      `Stack ${estate.stack} is the half of a Studio account: give it with --with, and its gateway with --stack.`,
    );
  return { ...estate, halves };
}
