import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { projectRoot } from "./project-root";

/**
 * A folder that was built here, as what is deployed. The engine looks for a relative path from the folder of the project that runs: in this
 * project that keeps graphs the same on every machine, in another one that embeds a component the path has to be whole.
 *
 * @param folder relative to the folder of our Pulumi.yaml
 */
export function builtArchive(folder: string): pulumi.asset.FileArchive {
  return new pulumi.asset.FileArchive(isOurProject() ? folder : path.join(projectRoot(), folder));
}

function isOurProject(): boolean {
  const text = fs.readFileSync(path.join(projectRoot(), "Pulumi.yaml"), "utf8");
  return /^name: *["']?([\w.-]+)/m.exec(text)?.[1] === pulumi.getProject();
}
