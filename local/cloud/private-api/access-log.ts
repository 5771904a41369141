import * as fs from "node:fs";
import * as path from "node:path";
import { type ContextVariables, fillIn } from "./context-variables";

const KEPT_LINES = 1000;

/** The stage's access log: a line per request in the program's own format, in memory and in a file. */
export class AccessLog {
  private readonly lines: string[] = [];
  private readonly file: string;

  /** @param format absent: the stage logs nothing */
  constructor(
    private readonly format: string | undefined,
    folder: string,
  ) {
    fs.mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, "access.log");
    fs.writeFileSync(this.file, "");
  }

  write(variables: ContextVariables): void {
    if (this.format === undefined) return;
    const line = fillIn(this.format, variables, "-");
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) this.lines.shift();
    fs.appendFileSync(this.file, `${line}\n`);
  }

  /** Oldest first. */
  all(): readonly string[] {
    return this.lines;
  }
}
