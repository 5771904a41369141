import * as path from "node:path";
import { buildSync } from "esbuild";
import { LAMBDA_BUILD } from "../../../infra/functions/bundle";
import { projectRoot } from "../../../infra/project-root";

/**
 * A part of a function on its own, built as functions are.
 *
 * @param contents TypeScript that exports the part; its imports start at the project's folder
 * @returns the file
 */
export function bundlePart(name: string, contents: string): string {
  const root = projectRoot();
  const outfile = path.join(root, "build/bench", `${name}.js`);
  buildSync({
    ...LAMBDA_BUILD,
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "ts" },
    outfile,
  });
  return outfile;
}
