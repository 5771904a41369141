/** A command that takes longer says what it is doing. */
const QUIET_MS = 2000;

/** Silent for two seconds, then says on standard error what is being done, once for each step. */
export class Progress {
  private doing = "";
  private readonly timer = setTimeout(() => this.print(), QUIET_MS);

  say(doing: string): void {
    this.doing = doing;
    if (process.uptime() * 1000 > QUIET_MS) this.print();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private print(): void {
    if (this.doing !== "") process.stderr.write(`… ${this.doing}\n`);
    this.doing = "";
  }
}
