import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The folder that holds `Pulumi.yaml`. Found from this file's own place, because the program runs from source under
 * the CLI, from `build/` on the laptop, and from a test runner's folder: the working directory says nothing.
 */
export function projectRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "Pulumi.yaml"))) return folder;
    if (path.dirname(folder) === folder) throw new Error(`No Pulumi.yaml in ${__dirname} or any folder above it.`);
  }
}
