/** What a memory for pure answers needs to be: a Map by text, or a WeakMap by an object that never changes. */
interface Memory<K, V> {
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): unknown;
}

/**
 * The answer to a question that was asked before, else the one that is worked out now. Only for answers that depend on the key alone:
 * estates, questions, documents, formulas and patterns stay as they were made.
 *
 * @param memory one for each kind of answer, at module level beside the function that asks it
 */
export function remembered<K, V>(memory: Memory<K, V>, key: K, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known as V;
  const made = make();
  memory.set(key, made);
  return made;
}
