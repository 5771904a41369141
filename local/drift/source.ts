import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import type { CollectedGraph } from "../../policies/audit/collect/graph/graph";
import { graphFromStateExport, StateExportError } from "../../policies/audit/collect/graph/state-export";
import { runningLaptop } from "../command-line/laptop-name";
import { UNNAMED } from "../local-json";
import { operatorOutput } from "../operator/operator-output";
import { stackExport } from "../operator/stack-export";
import type { ClientSettings } from "../operator/target";
import { PROGRAM_BUNDLE, runProgram } from "../program/run-program";
import { codeHash } from "../lambda/code-hash";
import { UserError } from "../user-error";
import { placeIn } from "./names";

/** What is compared, and where the other side of it is. */
export interface Source {
  /** For sentences, e.g. "stack prod". */
  readonly whose: string;
  readonly graph: CollectedGraph;
  readonly client: ClientSettings;
  /** The laptop's own, of a bundle; a deployed stack's state has AWS's. */
  readonly codeHash: (code: string) => string;
  /** Whose ids stand in the graph: AWS's, or the laptop's. */
  readonly isOnAws: boolean;
}

interface Given {
  readonly stack: string | undefined;
  readonly state: string | undefined;
  readonly name: string;
}

/**
 * On AWS what the last update deployed, by the stack's state: its ids are AWS's, and what was not deployed yet is not drift. On the laptop
 * the program as it is now, whose ids are the same in every run.
 *
 * @throws UserError
 */
export async function driftSource({ stack, state, name }: Given): Promise<Source> {
  // Of Node 20, which this project still carries: the SDK would say it above every answer.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const isOnAws = stack !== undefined || state !== undefined;
  if (isOnAws && name !== UNNAMED)
    throw new UserError("--name is for a laptop, --stack and --state are for AWS: give one kind.");
  if (stack !== undefined && state !== undefined)
    throw new UserError("A state export says its own stack: leave out --stack or --state.");
  if (!isOnAws) return onLaptop(name);
  const graph = graphIn(
    state === undefined ? stackExport(projectRoot(), stack ?? "") : fileOf(state),
    state ?? stack ?? "",
  );
  const { region } = placeIn(graph);
  if (region === "")
    throw new UserError(
      `Stack ${graph.stack} has neither an API nor a Studio profile of this program: run \`pulumi up\` first.`,
    );
  return { whose: `stack ${graph.stack}`, graph, client: { region }, codeHash: () => "", isOnAws };
}

async function onLaptop(name: string): Promise<Source> {
  const root = projectRoot();
  const { operator, stack, outputs } = await runningLaptop(root, name);
  const { endpoint, region, ...credentials } = operator;
  const account = operatorOutput(outputs)?.mintingRole.split(":")[4];
  const graph = await runProgram({
    ...{ projectRoot: root, stack, programBundle: PROGRAM_BUNDLE },
    ...(account !== undefined && { account }),
  });
  return {
    whose: `the laptop's stack ${stack}`,
    graph,
    client: { region, endpoint, credentials },
    codeHash: (code) => codeHash(path.resolve(root, code)),
    isOnAws: false,
  };
}

function graphIn(exported: unknown, from: string): CollectedGraph {
  try {
    return graphFromStateExport(exported);
  } catch (fault) {
    if (fault instanceof StateExportError) throw new UserError(`${from}: ${fault.message}`);
    throw fault;
  }
}

function fileOf(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (fault) {
    throw new UserError(
      `${file} cannot be read as JSON: ${(fault as Error).message}. Write one: pulumi stack export --show-secrets --file ${file}`,
    );
  }
}
