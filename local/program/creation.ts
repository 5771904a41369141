import { isRegional, modelOf } from "./outputs";
import type { Created, NewResource } from "./outputs/model";
import type { Properties } from "./property-values";

/**
 * Creates a resource as its model says, with what the provider adds to every one of its own.
 *
 * @param source `infra/file.ts:line` of the `new`, for the sentences of errors
 * @throws when the type has no model, or the model refuses the inputs
 */
export function create(resource: NewResource, source: string | undefined): Created {
  const model = modelOf(resource.type);
  const what = `${resource.name} (${resource.type})`;
  if (!model) throw at(source, `${what}: the type has no output model; add one in local/program/outputs/.`);
  try {
    const { id, outputs } = model(resource);
    return { id, outputs: { ...outputs, ...addedByProvider(resource) } };
  } catch (fault) {
    throw at(source, `${what}: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

/** An error that begins with the place in the program, where that is known. */
export function at(source: string | undefined, message: string): Error {
  return new Error(source ? `${source}: ${message}` : message);
}

/** The Region, and the tags together with the provider's default tags, of which there are none here. */
function addedByProvider({ type, inputs, region }: NewResource): Properties {
  if (!type.startsWith("aws:")) return {};
  return { ...(isRegional(type) && { region }), ...(inputs["tags"] ? { tagsAll: inputs["tags"] } : {}) };
}
