import * as fs from "node:fs";

const EVERY_MS = 50;
const BYTES_PER_MB = 1024 * 1024;

export interface WatchedProcess {
  readonly pid: number | undefined;
  /** The function's `memorySize`, in megabytes as Lambda counts them. */
  readonly memoryMb: number;
  /** Called once, with the megabytes that the process had at its peak. */
  readonly onExceeded: (peakMb: number) => void;
}

/**
 * Looks at the resident memory of a function's process while it handles events, as Lambda's cgroup does all the time:
 * native memory counts, which Node's own limit of its heap knows nothing of. Linux keeps the peak, so that nothing escapes
 * between two looks; elsewhere the process tells what it has, and short peaks may pass.
 * https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (VmHWM)
 */
export class MemoryWatch {
  private timer: NodeJS.Timeout | undefined;
  private mostAtOnce = 1;
  private isExceeded = false;

  constructor(private readonly process: WatchedProcess) {}

  /** Events that share the process here would each have an environment, and its memory, to themselves on AWS. */
  begin(eventsAtOnce: number): void {
    this.mostAtOnce = Math.max(this.mostAtOnce, eventsAtOnce);
    this.timer ??= setInterval(() => this.look(), EVERY_MS).unref();
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** @param told by the process itself, where the system has no word on it */
  look(told = peakBytes(this.process.pid)): void {
    const { memoryMb, onExceeded } = this.process;
    const peakMb = (told ?? 0) / BYTES_PER_MB;
    if (this.isExceeded || peakMb <= memoryMb * this.mostAtOnce) return;
    this.isExceeded = true;
    this.end();
    onExceeded(Math.ceil(peakMb));
  }
}

/** Undefined where there is no /proc, or the process has gone. */
function peakBytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
