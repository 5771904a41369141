import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { REFERENCE } from "../../policies/audit/reference/reference";
import type { Approval, RunFacts } from "../../policies/audit/report";

interface RunInput {
  /** ISO date. */
  readonly day: string;
  /** The approved baseline's file, relative to the project. */
  readonly baseline: string;
}

/** What a reader wants to know of the run, from git and the installation; without git, the commit and who approved stay unsaid. */
export function runFacts(root: string, { day, baseline }: RunInput): RunFacts {
  const commit = git(root, "rev-parse", "HEAD");
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Named;
  return {
    day,
    ...(commit !== "" && { commit }),
    isChanged: git(root, "status", "--porcelain", "--untracked-files=no") !== "",
    approval: approvalOf(git(root, "log", "-1", "--format=%H%n%an%n%as", "--", baseline)),
    versions: {
      [name]: version,
      "Node.js": process.versions.node,
      "AWS's service reference": `${REFERENCE.version} of ${REFERENCE.date}`,
    },
  };
}

interface Named {
  readonly name: string;
  readonly version: string;
}

function approvalOf(log: string): Approval | undefined {
  const [commit = "", author = "", day = ""] = log.split("\n");
  return commit === "" ? undefined : { commit, author, day };
}

/** Empty where git is not installed, or the folder is not in a repository. */
function git(root: string, ...args: readonly string[]): string {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
