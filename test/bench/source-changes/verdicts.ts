import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFiles } from "../../../local/newest/project-copy";

/** What became of one change. */
export type Verdict =
  | { readonly noticed: true; readonly by: string }
  | {
      readonly noticed: false;
    };

interface Kept {
  /** A fingerprint of everything that can decide a verdict. */
  readonly project: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/**
 * Verdicts by the id of their change, kept in build/ so that an interrupted run goes on where it stopped. They are true of one state of
 * the project; after any edit all are asked anew, unless the caller wants only the survivors of the last run asked again.
 */
export class Verdicts {
  private readonly verdicts: Map<string, Verdict>;
  /** The fingerprint of the project as it is. */
  readonly project: string;

  constructor(
    private readonly root: string,
    { onlySurvivors }: { onlySurvivors: boolean },
  ) {
    this.project = fingerprint(root);
    const kept = readKept(fileOf(root));
    const known = Object.entries(kept?.verdicts ?? {});
    const isSame = kept?.project === this.project;
    this.verdicts = new Map(known.filter(([, { noticed }]) => isSame || (onlySurvivors && noticed)));
  }

  of(id: string): Verdict | undefined {
    return this.verdicts.get(id);
  }

  keep(id: string, verdict: Verdict): void {
    this.verdicts.set(id, verdict);
    const kept: Kept = { project: this.project, verdicts: Object.fromEntries(this.verdicts) };
    fs.mkdirSync(path.dirname(fileOf(this.root)), { recursive: true });
    fs.writeFileSync(fileOf(this.root), JSON.stringify(kept, undefined, 1));
  }
}

function fileOf(root: string): string {
  return path.join(root, "build/source-changes/verdicts.json");
}

function readKept(file: string): Kept | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Kept) : undefined;
}

function fingerprint(root: string): string {
  const hash = createHash("sha256");
  for (const file of projectFiles(root)
    .filter((name) => !/\.(md|svg)$|equivalents\.ts$/.test(name))
    .sort()) {
    hash.update(`${file}\n`).update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}
