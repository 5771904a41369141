import { runTests, type TestRequest, type TestRun } from "./run-tests";
import type { Workplace } from "./workplace";

export type Run = (tests: readonly string[]) => Promise<TestRun>;
export type Failed = Extract<TestRun, { kind: "failed" }>;

export function runOn({ folder }: Workplace, request: Omit<TestRequest, "folder" | "tests">): Run {
  return (tests) => runTests({ folder, tests, ...request });
}

/** The first test that fails, and fails once more by itself: one that passes then has noticed nothing. */
export async function firstFailure(tests: readonly string[], run: Run): Promise<Failed | undefined> {
  for (let left = tests; left.length > 0;) {
    const ran = await run(left);
    if (ran.kind === "passed") return undefined;
    const { file } = ran;
    if (file === undefined || (await run([file])).kind === "failed") return ran;
    left = left.slice(left.indexOf(file) + 1);
  }
  return undefined;
}
