import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../user-error";
import { isOfPicture, keyOf, type Result, type Subject } from "./result";

const FORMAT = "private-ml-gateway/evaluation-results/1";

interface Header {
  readonly format: string;
  /** Of everything that results depend on. */
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly begun: string;
}

/**
 * Results, a line each, appended when they are there: a run that was killed goes on where it was. A line that was not written to its end
 * is cut off, and its call is made again.
 */
export class ResultsFile {
  private readonly results = new Map<string, Result>();

  private constructor(
    private readonly descriptor: number,
    /** When the first run began. */
    readonly begun: string,
  ) {}

  /** @throws UserError when the file holds results of something else, or another run writes to it */
  static open(file: string, fingerprint: string): ResultsFile {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    refuseSecondRun(`${file}.lock`, file);
    const [first, ...lines] = wholeLines(file)
      .split("\n")
      .filter((line) => line !== "");
    const found = first === undefined ? undefined : (parsed(first, file) as Header);
    const isOurs = found?.format === FORMAT && found.fingerprint === fingerprint;
    if (lines.length > 0 && !isOurs)
      throw new UserError(
        `${file} holds results of other pairs, pictures or another API: delete ${path.dirname(file)}, or give the pairs file another name.`,
      );
    const header = isOurs ? found : { format: FORMAT, fingerprint, begun: new Date().toISOString() };
    // Without a result nothing is lost by beginning anew.
    if (!isOurs) fs.writeFileSync(file, `${JSON.stringify(header)}\n`, { mode: 0o600 });
    const opened = new ResultsFile(fs.openSync(file, "a"), header.begun);
    for (const line of lines) opened.keep(parsed(line, file) as Result);
    return opened;
  }

  of(key: string): Result | undefined {
    return this.results.get(key);
  }

  /** Whether no call is needed: there is a result, or one of the two pictures is known not to show one face. */
  isSettled(subject: Subject): boolean {
    if (this.results.has(keyOf(subject))) return true;
    if (isOfPicture(subject)) return false;
    return [subject.source, subject.target].some((picture) => this.of(keyOf({ picture }))?.failure !== undefined);
  }

  /** In the file before this returns. */
  add(result: Result): void {
    fs.writeSync(this.descriptor, `${JSON.stringify(result)}\n`);
    this.keep(result);
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }

  private keep(result: Result): void {
    this.results.set(keyOf(result), result);
  }
}

function parsed(line: string, file: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(
      `${file} has a line that is not JSON: delete ${path.dirname(file)}, and run the command again.`,
    );
  }
}

/** The text up to the last line end; what is behind it is cut off the file. */
function wholeLines(file: string): string {
  if (!fs.existsSync(file)) return "";
  const text = fs.readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) fs.truncateSync(file, Buffer.byteLength(whole));
  return whole;
}

/** Two runs at once would pay for every call twice. The lock of a run that was killed does not count. */
function refuseSecondRun(lock: string, file: string): void {
  const holder = fs.existsSync(lock) ? Number(fs.readFileSync(lock, "utf8")) : NaN;
  if (holder !== process.pid && isAlive(holder))
    throw new UserError(`Another run writes to ${file} (process ${holder}): wait for it, or end it.`);
  fs.rmSync(lock, { force: true });
  // Fails when yet another run was faster.
  fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
  process.once("exit", () => fs.rmSync(lock, { force: true }));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
