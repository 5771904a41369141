import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** The project's files, relative to it: what git knows or would add, nothing installed and nothing built. */
export function projectFiles(root: string): string[] {
  const options = ["--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", ["ls-files", ...options], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split("\0").filter((file) => file !== "" && fs.existsSync(path.join(root, file)));
}

/** A copy of the project in another folder, which is emptied first but for what was installed there. */
export function copyProject(root: string, folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) {
    if (name !== "node_modules") fs.rmSync(path.join(folder, name), { recursive: true });
  }
  for (const file of projectFiles(root)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(folder, file));
  }
}
