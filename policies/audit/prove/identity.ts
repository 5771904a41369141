/** Numbers for objects: the same for the same object, so that a name can be made of several. */
const identities = new WeakMap<object, number>();
let last = 0;

export function identityOf(value: object): number {
  const known = identities.get(value) ?? ++last;
  identities.set(value, known);
  return known;
}
