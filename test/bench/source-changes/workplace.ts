import * as fs from "node:fs";
import * as path from "node:path";
import { copyProject } from "../../../local/newest/project-copy";
import { apply, type Change } from "./change";

/** A copy of the project in which one change at a time is tried. */
export interface Workplace {
  readonly folder: string;
  readonly make: (change: Change) => void;
  readonly undo: (change: Change) => void;
  /** Keeps what the unchanged project makes (graphs, bundles), for `restore`. */
  readonly keepMade: () => void;
  readonly hasMade: () => boolean;
  /** @param from another copy, which is as good where nothing has been made here yet */
  readonly restoreMade: (from?: Workplace) => void;
}

/** @param index a copy for each one that works at the same time */
export function workplace(root: string, index: number): Workplace {
  const folder = path.join(root, "build/source-changes", `copy-${index}`);
  fs.rmSync(folder, { recursive: true, force: true });
  copyProject(root, folder);
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
  const write = (file: string, text: string) => fs.writeFileSync(path.join(folder, file), text);
  // From the copy: the project itself may be worked on meanwhile.
  const before = new Map<string, string>();
  return {
    folder,
    make(change) {
      before.set(change.file, read(change.file));
      write(change.file, apply(change, read(change.file)));
    },
    undo: ({ file }) => write(file, before.get(file) ?? ""),
    keepMade: () => copyFolder(path.join(folder, "build"), `${folder}-made`),
    hasMade: () => fs.existsSync(`${folder}-made`),
    restoreMade: (from) => copyFolder(`${from?.folder ?? folder}-made`, path.join(folder, "build")),
  };
}

function copyFolder(from: string, to: string): void {
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true });
}
