/** Yes, no, or a doubt: the third is for what AWS leaves undocumented. */

/** Why a test has no certain outcome, as half a sentence. */
export class Doubt {
  constructor(readonly why: string) {}
}

export type Answer = boolean | Doubt;

/** No if any is no; otherwise in doubt if any is; otherwise yes. */
export function and(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : (answers.find((answer) => answer instanceof Doubt) ?? true);
}

/** Yes if any is yes; otherwise in doubt if any is; otherwise no. */
export function or(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : (answers.find((answer) => answer instanceof Doubt) ?? false);
}

export function opposite(answer: Answer): Answer {
  return answer instanceof Doubt ? answer : !answer;
}

/** Policies and requests write one value bare and several as a list. */
export function asList(value: string | readonly string[]): readonly string[] {
  // A truth value or a number that stands without quotes is one value, too.
  return typeof value === "object" ? value : [value];
}
