/** What was seen is not what has to be. */
export class Surprise extends Error {
  override readonly name = "Surprise";
}

export function demand(fact: boolean, otherwise: string): asserts fact {
  if (!fact) throw new Surprise(otherwise);
}
