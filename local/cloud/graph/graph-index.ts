import type { Graph, GraphResource } from "../../program/graph";
import { NotModelledError } from "./not-modelled";

/** Look-ups in the recorded program. Every stand-in reads the graph through this, never through names of ours. */
export class GraphIndex {
  private readonly byType = new Map<string, GraphResource[]>();

  constructor(readonly graph: Graph) {
    for (const resource of graph.resources) {
      const sameType = this.byType.get(resource.type);
      if (sameType) sameType.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  /** @param type without the provider, e.g. `lambda/function:Function` */
  all(type: string): readonly GraphResource[] {
    return this.byType.get(`aws:${type}`) ?? [];
  }

  /** The resources of a type whose property has this value, e.g. every method of one API. */
  where(type: string, key: string, value: string): readonly GraphResource[] {
    return this.all(type).filter((resource) => valueOf(resource, key) === value);
  }

  /** @throws NotModelledError unless the program makes exactly one */
  only(type: string): GraphResource {
    const [first, ...more] = this.all(type);
    if (!first || more.length > 0)
      throw new NotModelledError(
        `The laptop runs programs with one aws:${type}, and this one has ${more.length + (first ? 1 : 0)}.`,
      );
    return first;
  }
}

/** What AWS knows a property as: the provider's answer, else what the program asked for. */
export function valueOf(resource: GraphResource, key: string): unknown {
  return resource.outputs[key] ?? resource.inputs[key];
}

export function textOf(resource: GraphResource, key: string): string | undefined {
  const value = key === "id" ? (resource.id ?? resource.outputs["id"]) : valueOf(resource, key);
  return typeof value === "string" ? value : undefined;
}

/** @throws NotModelledError when the property is missing: the graph was recorded without it */
export function requiredText(resource: GraphResource, key: string): string {
  const value = textOf(resource, key);
  if (value === undefined)
    throw new NotModelledError(`${resource.urn} has no ${key} in the recorded program, and the laptop needs it.`);
  return value;
}

export function numberOf(resource: GraphResource, key: string): number | undefined {
  const value = valueOf(resource, key);
  return typeof value === "number" ? value : undefined;
}

/** A property that holds an object, e.g. `responseParameters`; empty when absent. */
export function recordOf(resource: GraphResource, key: string): Readonly<Record<string, unknown>> {
  return asRecord(valueOf(resource, key));
}

export function textRecordOf(resource: GraphResource, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recordOf(resource, key)).map(([name, value]) => [name, String(value)]));
}

export function listOf(resource: GraphResource, key: string): readonly unknown[] {
  const value = valueOf(resource, key);
  return Array.isArray(value) ? value : [];
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
