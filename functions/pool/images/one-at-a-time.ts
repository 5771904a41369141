let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a piece of work when all earlier ones have ended, however. Images of one call, and calls that share a process, are
 * decoded one after the other: the memory that is reckoned with is that of one.
 */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
}
