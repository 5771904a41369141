/**
 * Gathers what goes wrong while a program runs.
 *
 * A throw inside `apply` rejects nothing that the caller could await: it surfaces as one unhandled rejection for every
 * output that hangs on it, often dozens of copies of one error. So the process's handler is ours while the program runs.
 */
export class Failures {
  readonly #refusals: Error[] = [];
  readonly #rejections = new Set<unknown>();
  readonly #handler = (reason: unknown): void => {
    this.#rejections.add(reason);
    this.#announce();
  };
  #announce: () => void = () => undefined;

  /** Settles as soon as anything has failed. */
  readonly first = new Promise<void>((resolve) => (this.#announce = resolve));

  listen(): void {
    process.on("unhandledRejection", this.#handler);
  }

  stop(): void {
    process.off("unhandledRejection", this.#handler);
    expectEchoes([...this.#rejections, ...this.#refusals]);
  }

  /** Something the engine refused: the cause, of which rejections with the same words are only echoes. */
  refuse(error: Error): void {
    this.#refusals.push(error);
    this.#announce();
  }

  /** A rejection that was awaited after all. */
  reject(reason: unknown): void {
    this.#handler(reason);
  }

  /** Throws what failed, each cause once; several causes as one AggregateError. */
  throwIfAny(): void {
    const errors = [...this.#refusals];
    for (const reason of this.#rejections) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      if (!errors.some((known) => error.message.includes(known.message))) errors.push(error);
    }
    if (errors.length > 1) throw new AggregateError(errors, errors.map((error) => error.message).join("\n"));
    if (errors[0]) throw errors[0];
  }
}

/** What failed in earlier runs of this process, in its words. */
const failed = new Set<string>();

/**
 * What waits for a file or a process when its program fails rejects after the run has ended, with the same words: they have been told,
 * and may not end the process with Node's own. Anything else does, as without us.
 */
function expectEchoes(reasons: readonly unknown[]): void {
  if (reasons.length > 0 && failed.size === 0) process.on("unhandledRejection", passOverEchoes);
  for (const reason of reasons) failed.add(wordsOf(reason));
}

function passOverEchoes(reason: unknown): void {
  const isGathered = process.listenerCount("unhandledRejection") > 1;
  if (!isGathered && ![...failed].some((words) => wordsOf(reason).includes(words))) throw reason;
}

function wordsOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
