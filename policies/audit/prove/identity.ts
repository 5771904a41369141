/** Numbers for objects: the same for the same object, so that a name can be made of several. */
import { remembered } from "../remembered";

const identities = new WeakMap<object, number>();
let last = 0;

export function identityOf(value: object): number {
  return remembered(identities, value, () => ++last);
}
