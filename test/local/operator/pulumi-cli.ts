import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const before = { ...process.env };
const folders: string[] = [];

/** A PATH on which nothing is found. */
export const WITHOUT_PULUMI = "/nowhere";

/** Puts a command named pulumi first on PATH. @param script what it does, for sh */
export function pulumiSays(script: string): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-cli-"));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env["PATH"] = `${folder}:${before["PATH"] ?? ""}`;
}

/** After each test: the environment as it was. */
export function forgetPulumi(): void {
  process.env = { ...before };
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}
