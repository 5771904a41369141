import { runTests, type TestRequest, type TestRun } from "./run-tests";
import type { Workplace } from "./workplace";

export interface Run {
  (tests: readonly string[]): Promise<TestRun>;
  /** Once more, with what the first time has made. Undefined for tests that end alike each time. */
  readonly again: ((tests: readonly string[]) => Promise<TestRun>) | undefined;
}

export type Failed = Extract<TestRun, { kind: "failed" }>;

export function runOn({ folder }: Workplace, request: Omit<TestRequest, "folder" | "tests">): Run {
  const run = (tests: readonly string[]) => runTests({ folder, tests, ...request });
  const again = (tests: readonly string[]) => runTests({ folder, tests, ...request, setup: "none" });
  return Object.assign(run, { again: request.setup === "none" ? undefined : again });
}

/** The first test that fails, and fails once more by itself: one that passes then has noticed nothing. */
export async function firstFailure(tests: readonly string[], run: Run): Promise<Failed | undefined> {
  for (let left = tests; left.length > 0;) {
    const ran = await run(left);
    if (ran.kind === "passed") return undefined;
    const { file } = ran;
    if (file === undefined || !run.again || (await run.again([file])).kind === "failed") return ran;
    left = left.slice(left.indexOf(file) + 1);
  }
  return undefined;
}
