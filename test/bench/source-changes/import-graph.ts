import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";

/** File → the files of ours that it imports when it runs, relative to the project. Imports of types run nothing. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export async function importGraph(root: string, entries: readonly string[]): Promise<ImportGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outdir: "build/source-changes/never-written",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "error",
    metafile: true,
    write: false,
  });
  const inputs = Object.entries(metafile.inputs);
  return new Map(
    inputs.map(([file, { imports }]) => [
      file,
      imports.filter(({ external }) => external !== true).map((it) => it.path),
    ]),
  );
}

/** Everything that runs when a file does, itself included. */
export function reachedFrom(graph: ImportGraph, file: string): ReadonlySet<string> {
  const reached = new Set([file]);
  // A set goes on to what is added to it meanwhile.
  for (const each of reached) for (const next of graph.get(each) ?? []) reached.add(next);
  return reached;
}

/** Files under some folders, relative to the project. */
export function filesUnder(root: string, folders: readonly string[], ending: string): string[] {
  return folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(ending))
      .map((name) => path.posix.join(folder, name.split(path.sep).join("/"))),
  );
}
