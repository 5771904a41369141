import * as fs from "node:fs";
import * as module from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

/** A position as the SDK reports it: 1-based, a file URL. */
export interface CodePosition {
  getUri(): string;
  getLine(): number;
  getColumn(): number;
}

/**
 * Has Node name source lines in stacks, which makes it print a place for unnamed callbacks too. Not for packages, where
 * Node allows it: their maps cost time and tell nothing. To be called before a program is loaded.
 */
export function showSourceLines(): void {
  const { setSourceMapsSupport } = module as unknown as Partial<Record<string, (on: boolean, how: object) => void>>;
  if (setSourceMapsSupport) setSourceMapsSupport(true, { nodeModules: false });
  else process.setSourceMapsEnabled(true);
}

/** Turns reported positions into `infra/file.ts:line`, relative to the project. */
export class SourceLocator {
  readonly #maps = new Map<string, module.SourceMap | undefined>();

  constructor(private readonly projectRoot: string) {}

  /**
   * The first frame that is our own code. Candidates come innermost first. Without source maps in the process, frames of
   * unnamed callbacks have no position, because the SDK reads stacks as text; then the line that called it must do.
   */
  locate(candidates: readonly (CodePosition | undefined)[]): string | undefined {
    for (const candidate of candidates) {
      if (!candidate?.getUri().startsWith("file:")) continue;
      const place = this.#place(fileURLToPath(candidate.getUri()), candidate.getLine(), candidate.getColumn());
      if (place) return place;
    }
    return undefined;
  }

  #place(file: string, line: number, column: number): string | undefined {
    // Positions are the source's already, or the bundle's when something took the source maps away (jest does).
    const entry = this.#mapOf(file)?.findEntry(line - 1, column - 1);
    if (entry && "originalSource" in entry) {
      const source = path.resolve(path.dirname(file), entry.originalSource);
      return this.#inProject(source, entry.originalLine + 1);
    }
    return this.#inProject(file, line);
  }

  #inProject(file: string, line: number): string | undefined {
    const relative = path.relative(this.projectRoot, file);
    if (relative.startsWith("..") || path.isAbsolute(relative)) return undefined;
    const parts = relative.split(path.sep);
    return parts.includes("node_modules") ? undefined : `${parts.join("/")}:${line}`;
  }

  #mapOf(file: string): module.SourceMap | undefined {
    if (!this.#maps.has(file)) this.#maps.set(file, readMap(`${file}.map`));
    return this.#maps.get(file);
  }
}

function readMap(file: string): module.SourceMap | undefined {
  if (file.includes("node_modules") || !fs.existsSync(file)) return undefined;
  return new module.SourceMap(
    JSON.parse(fs.readFileSync(file, "utf8")) as ConstructorParameters<typeof module.SourceMap>[0],
  );
}
