/** What one does by hand at the console, as an edit of what stands in the account. */
import type { GraphResource } from "../../../local/program/graph";

export type Inputs = Readonly<Record<string, unknown>>;

/** Something that is done by hand, what is then said of it, and the rule of the audit that it breaks. */
export interface HandMadeChange {
  readonly what: string;
  /** What is read again: types, or single resources. */
  readonly asked: readonly string[];
  readonly edit: (all: readonly GraphResource[]) => readonly GraphResource[];
  readonly says: readonly unknown[];
  readonly rule?: string;
}

/** The resource of this type and name, with other inputs; undefined takes one away. */
export function named(all: readonly GraphResource[], typeAndName: string, inputs: Inputs): readonly GraphResource[] {
  const is = (each: GraphResource) => `${each.type.replace("aws:", "")} ${each.name}` === typeAndName;
  if (!all.some(is)) throw new Error(`there is no ${typeAndName}`);
  // AWS has it now, too: what it answers counts before what the program asked for.
  const now = (each: GraphResource) => ({
    ...each,
    inputs: { ...each.inputs, ...inputs },
    outputs: { ...each.outputs, ...inputs },
  });
  return all.map((each) => (is(each) ? now(each) : each));
}

export function without(typeAndName: string): HandMadeChange["edit"] {
  return (all) => {
    named(all, typeAndName, {});
    return all.filter((each) => `${each.type.replace("aws:", "")} ${each.name}` !== typeAndName);
  };
}

export function changed(typeAndName: string, inputs: Inputs): HandMadeChange["edit"] {
  return (all) => named(all, typeAndName, inputs);
}

export function one(all: readonly GraphResource[], typeAndName: string): GraphResource {
  const found = all.find((each) => `${each.type.replace("aws:", "")} ${each.name}` === typeAndName);
  if (found === undefined) throw new Error(`there is no ${typeAndName}`);
  return found;
}

/** Its document with a statement more, or without one. */
export function statements(
  typeAndName: string,
  edit: (all: readonly Inputs[]) => readonly unknown[],
  input = "policy",
): HandMadeChange["edit"] {
  return (all) => {
    const document = JSON.parse(String(one(all, typeAndName).inputs[input])) as { Statement: readonly Inputs[] };
    return named(all, typeAndName, {
      [input]: JSON.stringify({ ...document, Statement: edit(document.Statement) }, null, 2),
    });
  };
}

/** One more of a type, like another but for this. */
export function added(
  like: string,
  name: string,
  inputs: (like: GraphResource) => Inputs,
  id?: string,
): HandMadeChange["edit"] {
  return (all) => {
    const model = one(all, like);
    const made = { ...model, name, urn: `${model.urn}-${name}`, ...(id !== undefined && { id }), outputs: {} };
    return [...all, { ...made, inputs: { ...model.inputs, ...inputs(model) } }];
  };
}

export const EVERYTHING = { Effect: "Allow", Action: "s3:*", Resource: "*" };
export const match = (pattern: RegExp): unknown => expect.stringMatching(pattern);
