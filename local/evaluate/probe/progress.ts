import type { ProbeState } from "./probe";

/** Where the line is not overwritten, it comes less often. */
const QUIET_SECONDS = 5;

/** Writes how far the calls are to standard error, once a second: over the same line in a terminal, as a new one elsewhere. */
export class ProbeProgress {
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;
  private readonly doneBefore: number;
  private ticks = 0;

  constructor(private readonly state: () => ProbeState) {
    this.doneBefore = state().done;
    this.timer = setInterval(() => this.show(), 1000);
  }

  end(): void {
    clearInterval(this.timer);
    if (process.stderr.isTTY) process.stderr.write("\n");
  }

  private show(): void {
    this.ticks += 1;
    const seconds = (performance.now() - this.startedAt) / 1000;
    const line = progressLine(this.state(), this.doneBefore, seconds);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
    else if (this.ticks % QUIET_SECONDS === 0) process.stderr.write(`${line}\n`);
  }
}

/** @param seconds since the run began, with so many calls done before */
export function progressLine({ done, total, refusals }: ProbeState, doneBefore: number, seconds: number): string {
  const perSecond = (done - doneBefore) / Math.max(seconds, 0.001);
  const left = perSecond > 0 ? `, about ${Math.ceil((total - done) / perSecond)} s left` : "";
  const waited = refusals === 0 ? "" : `, ${refusals} waits for the quota`;
  return `${done.toLocaleString("en")} of ${total.toLocaleString("en")} calls, ${perSecond.toFixed(1)} a second${waited}${left}`;
}
