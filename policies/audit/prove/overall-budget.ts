/** Processor time for all questions together: each search has limits of its own, and thousands of questions may reach them one after the other. */

interface Budget {
  readonly seconds: number;
  /** Of the process, in seconds of processor time. */
  readonly end: number;
}

let budget: Budget | undefined;

/** Not by the clock: what else the machine does is no reason for an UNKNOWN. Without a call there is no limit. */
export function spendAtMost(seconds: number | undefined): void {
  budget = seconds === undefined ? undefined : { seconds, end: spent() + seconds };
}

/** Why nothing more is looked for; undefined as long as there is time left. */
export function whyNoMore(): string | undefined {
  if (budget === undefined || spent() < budget.end) return undefined;
  return `the ${budget.seconds} s of processor time that the whole audit may take were spent before this was decided`;
}

function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
