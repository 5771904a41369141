import { Refusal, type FieldFault } from "../contract/problem";

/** An answer lists so many; more do not help, and an answer has to stay small whatever a caller sends. */
const MOST_LISTED = 20;

/** What is wrong with a request's fields: the first twenty of them, and how many there are in all. */
export class InvalidFields {
  readonly #listed: FieldFault[] = [];
  #count = 0;

  /** @param field its path, e.g. `Image.S3Object.Name`; none of the three repeats what the caller sent as text */
  add(field: string, fault: string, allowed: string): void {
    this.#count += 1;
    if (this.#listed.length < MOST_LISTED) this.#listed.push({ field, fault, allowed });
  }

  /**
   * Adds every member of an object that is none of the known ones.
   * @param path the object's own, "" for the body
   */
  addUnknown(path: string, members: object, known: readonly string[]): void {
    const allowed = known.length === 0 ? "nothing" : `only ${known.join(", ")}`;
    for (const name of Object.keys(members)) {
      if (!known.includes(name)) this.add(fieldBelow(path, shown(name)), "is not a field of this request", allowed);
    }
  }

  /** How many there are, those that are not listed included. */
  get count(): number {
    return this.#count;
  }

  /** @throws Refusal unless every field is valid */
  refuse(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#listed.length;
    const which = more > 0 ? `: these ${MOST_LISTED}, and ${more} more` : "";
    const detail = this.#count === 1 ? "One field is invalid." : `${this.#count} fields are invalid${which}.`;
    throw new Refusal({ code: "invalid_request", detail, errors: this.#listed });
  }
}

/** @throws Refusal for this one field */
export function refuseField(field: string, fault: string, allowed: string): never {
  const invalid = new InvalidFields();
  invalid.add(field, fault, allowed);
  invalid.refuse();
  throw new Error("A field that was added is a field at fault.");
}

export function fieldBelow(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** What a caller wrote comes back only where it looks like a name. */
function shown(name: string): string {
  return /^[\w.-]{1,64}$/.test(name) ? name : "(a name that is not shown)";
}
