import type { Fault } from "../key";
import { nearWord } from "./near-value";
import { segment, settingsOf } from "./settings-of";

interface Stranger {
  /** Where the object stands that holds it. */
  readonly at: string;
  readonly name: string;
  readonly found: unknown;
  /** Fields that could stand there and do not. */
  readonly free: readonly string[];
  /** "for kind none", the end of the sentence. */
  readonly where: string;
}

/** The fault of a field that an object does not have: its value goes to the field that the name stands for, if there is one. */
export function faultOfStranger({ at, name, found, free, where }: Stranger): Fault {
  const place = `${at}${segment(name)}`;
  const near = nearWord(name, free);
  if (near === undefined) return { at: place, found, fault: `is not a field ${where}`, remove: true };
  const fix = [{ at: place }, ...settingsOf(found, `${at}${segment(near)}`)];
  return { at: place, found, fault: `is not a field ${where}; did you mean ${near}?`, fix };
}
