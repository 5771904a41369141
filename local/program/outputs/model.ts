import type { ExistingPlaces } from "./existing-places";
import type { Properties } from "../property-values";

/** A resource that is about to exist: what its output model may look at. */
export interface NewResource {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** Where it is made: its own `region` input, its provider's Region, or the stack's. */
  readonly region: string;
  readonly inputs: Properties;
  /** The id of something that exists already and is only read or imported. */
  readonly knownId?: string;
  /** A resource registered before this one, by type and id. */
  find(type: string, id: unknown): Existing | undefined;
  /** What stood before. */
  readonly existing: ExistingPlaces;
}

/** A resource registered earlier. */
export interface Existing {
  readonly urn: string;
  readonly outputs: Properties;
}

/** What AWS would answer on creation: the id and the computed outputs. Inputs come back as outputs by themselves. */
export interface Created {
  readonly id: string;
  readonly outputs?: Properties;
}

export type OutputModel = (resource: NewResource) => Created;
export type OutputModels = Readonly<Record<string, OutputModel>>;

/** An input as text, or undefined when it is missing or no string. */
export function textInput(resource: NewResource, key: string): string | undefined {
  const value = resource.inputs[key];
  return typeof value === "string" ? value : undefined;
}

/** An input as a list of texts; empty when it is missing. */
export function textInputs(resource: NewResource, key: string): string[] {
  const value = resource.inputs[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An input that AWS requires and the types let through, e.g. as an empty output. */
export function neededText(resource: NewResource, key: string): string {
  const value = textInput(resource, key);
  if (!value) throw new Error(`input "${key}" should be a non-empty string`);
  return value;
}

/** The id that a model computes, unless the resource exists already. */
export function idOr(resource: NewResource, computed: string): string {
  return resource.knownId ?? computed;
}
