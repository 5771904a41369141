/** Processor time for all questions together: each search has limits of its own, and thousands of questions may reach them one after the other. */

interface Budget {
  readonly seconds: number;
  /** Of the process, in seconds of processor time. */
  readonly end: number;
  /** Spent when it was last looked up, and when that was, in milliseconds of the clock. */
  spent: number;
  lookedUp: number;
}

/** Looking up processor time asks the system; there are tens of thousands of searches, and a clock costs nothing. */
const LOOK_UP_EVERY_MS = 20;

let budget: Budget | undefined;

/** Not by the clock: other work on the machine must not cause an UNKNOWN. Without a call there is no limit. */
export function spendAtMost(seconds: number | undefined): void {
  const now = processorSeconds();
  budget = seconds === undefined ? undefined : { seconds, end: now + seconds, spent: now, lookedUp: performance.now() };
}

/** Why nothing more is looked for; undefined as long as there is time left. */
export function whyNoMore(): string | undefined {
  if (budget === undefined) return undefined;
  const now = performance.now();
  if (now - budget.lookedUp >= LOOK_UP_EVERY_MS) {
    budget.spent = processorSeconds();
    budget.lookedUp = now;
  }
  if (budget.spent < budget.end) return undefined;
  return `the ${budget.seconds} s of processor time that the whole audit may take were spent before this was decided`;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
