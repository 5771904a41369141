import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { apply, type Change } from "./change";

/** What only lint minds: something that a change left without use, or behind an end. */
const HARMLESS = new Set([6133, 6138, 6192, 6196, 6198, 6199, 7027]);

/**
 * Tells whether a change still compiles, so that no test is asked about what the compiler refuses.
 *
 * @param texts the sources as they are, by file relative to the project
 */
export function typeChecker(root: string, texts: ReadonlyMap<string, string>): (change: Change) => boolean {
  const changed = new Map<string, { readonly text: string; readonly version: number }>();
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: (its) => ts.getDefaultLibFilePath(its),
    getScriptFileNames: () => [...texts.keys()].map((file) => path.join(root, file)),
    getScriptVersion: (file) => String(changed.get(file)?.version ?? 0),
    getScriptSnapshot: (file) => {
      const text = changed.get(file)?.text ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
  });
  let version = 0;
  return (change) => {
    const file = path.join(root, change.file);
    const before = texts.get(change.file) ?? "";
    changed.set(file, { text: apply(change, before), version: ++version });
    const faults = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)];
    changed.set(file, { text: before, version: ++version });
    return faults.every(({ code }) => HARMLESS.has(code));
  };
}

/** Remembers in build/ which changes of these very sources compile: to ask takes a minute. */
export function remembered(
  root: string,
  texts: ReadonlyMap<string, string>,
  isFit: (change: Change) => boolean,
): (change: Change) => boolean {
  const file = path.join(root, "build/source-changes/compiling.json");
  const sources = createHash("sha256")
    .update(JSON.stringify([...texts]))
    .digest("hex");
  const kept = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Remembered) : undefined;
  const known: Record<string, boolean> = kept?.sources === sources ? { ...kept.known } : {};
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return (change) => {
    const before = known[change.id];
    if (before !== undefined) return before;
    const fit = isFit(change);
    known[change.id] = fit;
    fs.writeFileSync(file, JSON.stringify({ sources, known } satisfies Remembered));
    return fit;
  };
}

interface Remembered {
  /** A fingerprint of the sources. */
  readonly sources: string;
  readonly known: Readonly<Record<string, boolean>>;
}
