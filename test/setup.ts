import * as fs from "node:fs";
import * as path from "node:path";
import { bundleFunction } from "../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../infra/functions/entries";
import { projectRoot } from "../infra/project-root";

/** What every test run needs, made once: the functions' bundles. */
export function setUp(): void {
  for (const [name, entry] of Object.entries(FUNCTION_ENTRIES)) {
    if (fs.existsSync(path.join(projectRoot(), entry))) bundleFunction(name, entry);
  }
}
