/** The graph while it is read: look-ups, what has been understood so far, and every place that has not. */
import type { PolicyDocument } from "../../document";
import type { Layer } from "../../evaluate/decision";
import { assertModelled, UnmodelledPolicyError } from "../../evaluate/modelled";
import type { CoverageFault, ReplacedPolicy, SourcedPolicy } from "../estate";
import { type CollectedGraph, type CollectedResource, identity, setting } from "./graph/graph";
import { readDocument } from "./policy-document";
import { unresolved } from "./graph/special-values";
import { remembered } from "../remembered";

/** A document where it stands in a resource's inputs. */
export interface Carrier {
  readonly resource: CollectedResource;
  readonly pointer: string;
  readonly value: unknown;
  /** Where it is attached, in words. */
  readonly name: string;
  readonly layer: Layer;
}

export class Survey {
  readonly faults: CoverageFault[] = [];
  readonly replaced: ReplacedPolicy[] = [];
  private readonly byType = new Map<string, CollectedResource[]>();
  private readonly byUrn = new Map<string, CollectedResource>();
  private readonly references = new Map<string, ReturnType<typeof indexOf>>();
  /** Types that a reader has asked for, and the inputs that were read. */
  private readonly asked = new Set<string>();
  private readonly read = new Map<string, Set<string>>();

  constructor(readonly graph: CollectedGraph) {
    for (const resource of graph.resources) {
      this.byUrn.set(resource.urn, resource);
      const sameType = this.byType.get(resource.type);
      if (sameType) sameType.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  /** @param type without the provider, e.g. `iam/role:Role`; its resources then count as understood, whatever policy they lack */
  all(type: string): readonly CollectedResource[] {
    this.asked.add(`aws:${type}`);
    return this.byType.get(`aws:${type}`) ?? [];
  }

  /** The resources of a type that name another one in this input. */
  referring(type: string, key: string, ...names: readonly (string | undefined)[]): readonly CollectedResource[] {
    const byName = remembered(this.references, `${type} ${key}`, () => indexOf(this.all(type), key));
    const found = [...new Set(names)].flatMap((name) => (name === undefined ? [] : (byName.get(name) ?? [])));
    return found.sort((one, other) => one.at - other.at).map(({ resource }) => resource);
  }

  /** What AWS calls the resource, which much else hangs on: not knowing it is a fault. */
  identityOf(resource: CollectedResource, key: "id" | "arn" | "executionArn"): string {
    const known = identity(resource, key);
    if (known !== undefined && unresolved(known) === undefined) return known;
    this.fault(resource, "", `The ${key} of ${resource.name} is not known.`);
    return "";
  }

  parentOf(resource: CollectedResource): CollectedResource | undefined {
    return resource.parent === undefined ? undefined : this.byUrn.get(resource.parent);
  }

  /** Says that the resource, or this place in its inputs, has been understood. */
  claim(resource: CollectedResource, ...pointers: readonly string[]): void {
    const known = this.read.get(resource.urn) ?? new Set();
    this.read.set(resource.urn, known);
    for (const one of pointers) known.add(one);
  }

  isUnderstood(resource: CollectedResource): boolean {
    return this.asked.has(resource.type) || this.read.has(resource.urn);
  }

  /** Whether this input was read, or one that contains it. */
  isClaimed(resource: CollectedResource, place: string): boolean {
    const claims = [...(this.read.get(resource.urn) ?? [])];
    return claims.some((claim) => place === claim || place.startsWith(`${claim}/`));
  }

  fault(resource: CollectedResource, pointer: string, why: string): void {
    this.claim(resource, pointer);
    this.faults.push({ urn: resource.urn, pointer, source: resource.source, why });
  }

  /** Reads a document to the letter; whatever is not understood becomes a fault, and then there is no policy. */
  policy(
    { resource, pointer, value, name, layer }: Carrier,
    written: (document: PolicyDocument) => PolicyDocument = (document) => document,
  ): SourcedPolicy | undefined {
    this.claim(resource, pointer);
    const found = readDocument(value);
    if (found.kind === "fault") {
      this.fault(resource, pointer, `The ${name} is not understood: ${found.why}.`);
      return undefined;
    }
    if (isIgnored(resource, pointer)) {
      this.fault(resource, pointer, `The ${name} may be deployed otherwise: the program ignores changes of it.`);
    }
    const document = written(found.document);
    return this.modelled({ ...sourced(resource, pointer, name, document), origin: "program" }, resource, layer);
  }

  /** The same for a document that is made here: from flat inputs, from AWS's own texts, or because AWS assumes it. */
  made(
    resource: CollectedResource,
    made: Pick<SourcedPolicy, "name" | "document" | "origin"> & { readonly layer: Layer; readonly pointer?: string },
  ): SourcedPolicy | undefined {
    const { name, document, origin, layer, pointer = "" } = made;
    const why = unresolved(document);
    if (why !== undefined) {
      this.fault(resource, pointer, `The ${name} is not understood: ${why}.`);
      return undefined;
    }
    return this.modelled({ ...sourced(resource, pointer, name, document), origin }, resource, layer);
  }

  /** Notes a document that stands only until another resource is made. */
  replace({ resource, pointer, value, name }: Carrier, by: CollectedResource): void {
    this.claim(resource, pointer);
    const found = readDocument(value);
    if (found.kind === "fault") {
      this.fault(resource, pointer, `The ${name}, until ${by.name} replaces it, is not understood: ${found.why}.`);
      return;
    }
    if (resource !== by && resource.options !== undefined && !isIgnored(resource, pointer))
      this.fault(
        resource,
        pointer,
        `The ${name} and ${by.name} overwrite each other at every update: ignoreChanges is missing.`,
      );
    const policy: SourcedPolicy = { ...sourced(resource, pointer, name, found.document), origin: "program" };
    this.replaced.push({ policy, by: by.urn });
  }

  private modelled(policy: SourcedPolicy, resource: CollectedResource, layer: Layer): SourcedPolicy | undefined {
    try {
      assertModelled(policy, layer);
      return policy;
    } catch (error) {
      if (!(error instanceof UnmodelledPolicyError)) throw error;
      this.fault(resource, policy.pointer, error.message);
      return undefined;
    }
  }
}

interface Placed {
  readonly resource: CollectedResource;
  /** Among those of its type. */
  readonly at: number;
}

/** Resources by what this input of theirs says. */
function indexOf(resources: readonly CollectedResource[], key: string) {
  const byName = new Map<string, Placed[]>();
  for (const [at, resource] of resources.entries()) {
    const name = setting(resource, key);
    if (name !== undefined) remembered(byName, name, () => []).push({ resource, at });
  }
  return byName;
}

function sourced(resource: CollectedResource, pointer: string, name: string, document: PolicyDocument) {
  return { name, document, urn: resource.urn, pointer, source: resource.source };
}

function isIgnored({ options }: CollectedResource, pointer: string): boolean {
  const ignored: unknown = options?.["ignoreChanges"];
  const [, first = ""] = pointer.split("/");
  return Array.isArray(ignored) && ignored.some((path) => path === "*" || String(path).split(/[.[]/)[0] === first);
}
