import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../infra/project-root";

const root = projectRoot();
/** Without jest's own settings. */
const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name)),
);

/** A command that has ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command as people run it. */
export function command(...args: string[]): Promise<Ended> {
  return commandAs({}, ...args);
}

/** The same in another folder, or as another user. */
export async function commandAs(
  who: { readonly cwd?: string; readonly uid?: number },
  ...args: string[]
): Promise<Ended> {
  try {
    const options = { cwd: root, env: environment, ...who };
    const done = await promisify(execFile)(process.execPath, ["local/run.mjs", ...args], options);
    return { code: 0, ...done };
  } catch (error) {
    return error as Ended;
  }
}

/** A laptop as `npm start` runs it, and what it wrote so far. */
export class Started {
  stdout = "";
  stderr = "";
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(...args: string[]) {
    const child = spawn(process.execPath, ["local/run.mjs", "start", ...args], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => child.once("exit", resolve));
    this.child = child;
  }

  async isReady(): Promise<void> {
    const over = this.ended.then((code) =>
      Promise.reject(new Error(`ended with ${code ?? "a signal"}: ${this.stderr}`)),
    );
    const ready = (async () => {
      while (!this.stdout.includes("Ready")) await new Promise((resolve) => setTimeout(resolve, 50));
    })();
    await Promise.race([ready, over]);
  }

  interrupt(): Promise<number | null> {
    return this.end("SIGINT");
  }

  /** As a closed lid or an impatient person does it: nothing is tidied up. */
  killed(): Promise<number | null> {
    return this.end("SIGKILL");
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  private end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}
