/** How the audit ends when it cannot answer at all. */
import { UserError } from "../user-error";
import { EXIT_CODES, INTERNAL_FAULT } from "./outcome";

export interface Failure {
  readonly exitCode: number;
  /** For standard error, without a line's end. */
  readonly text: string;
}

/**
 * Whatever stopped the audit: 2 with one sentence for what the person at the keyboard, or the Pulumi program, did wrong; 3 for
 * everything else, with the stack, since that is the audit's own fault.
 */
export function failureOf(fault: unknown): Failure {
  if (fault instanceof UserError || isPrograms(fault)) return { exitCode: EXIT_CODES.UNKNOWN, text: fault.message };
  const told = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  const text = `The audit itself is at fault, so nothing is proved, and a report in build/audit is of an earlier run.\n${told}`;
  return { exitCode: INTERNAL_FAULT, text };
}

/** What the Pulumi program refuses, such as a wrong configuration, is not the audit's fault. */
function isPrograms(fault: unknown): fault is Error {
  return fault instanceof Error && "__pulumiRunError" in fault;
}
