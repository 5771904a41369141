/** One registered resource: what `pulumi up` would have created, with the values it would have got. */
export interface GraphResource {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** The parent's URN; only the stack itself has none. */
  readonly parent?: string;
  /** True for what a provider creates, false for our components and the stack. */
  readonly custom: boolean;
  /** Missing for global resources (IAM) and components. */
  readonly region?: string;
  readonly id?: string;
  /** URNs, sorted: `dependsOn` and everything that an input refers to. */
  readonly dependencies: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** `infra/file.ts:line` of the `new`, relative to the project. */
  readonly source?: string;
  /** Resource options that differ from their defaults. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A whole stack. Resources are sorted by URN, so that the order never depends on timing. */
export interface Graph {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly GraphResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Predicate = (resource: GraphResource) => boolean;

/** Every resource of one type, sorted by URN. */
export function byType(graph: Graph, type: string): GraphResource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

/** The resource with this URN; throws when there is none. */
export function byUrn(graph: Graph, urn: string): GraphResource {
  const found = graph.resources.find((resource) => resource.urn === urn);
  if (!found) throw new Error(`The program has no resource ${urn}.`);
  return found;
}

/** The resource of one type with this id; throws when there is none. */
export function byId(graph: Graph, type: string, id: string): GraphResource {
  return one(graph, type, (resource) => resource.id === id, `with id ${id}`);
}

/** The Region of the API; a Studio account's stack has none, and is in one Region altogether. */
export function homeRegion(graph: Graph): string {
  const [api] = byType(graph, "aws:apigateway/restApi:RestApi");
  return api?.region ?? graph.resources.find(({ region }) => region !== undefined)?.region ?? "";
}

/** The direct children of a resource or component, sorted by URN. */
export function children(graph: Graph, urn: string): GraphResource[] {
  return graph.resources.filter((resource) => resource.parent === urn);
}

/**
 * The only resource of a type (that satisfies the predicate); throws a sentence when there is none or several.
 *
 * @param which completes the sentence, e.g. `for the execute-api service`
 */
export function one(graph: Graph, type: string, predicate: Predicate = () => true, which = ""): GraphResource {
  const found = byType(graph, type).filter(predicate);
  const [only] = found;
  if (only && found.length === 1) return only;
  const wanted = `exactly one ${type}${which ? ` ${which}` : ""}`;
  const names = found.map((resource) => `${resource.name} (${resource.source ?? "unknown place"})`).join(", ");
  throw new Error(`The program should have ${wanted}, but has ${found.length ? names : "none"}.`);
}

/** An input that must be a string. */
export function inputText(resource: GraphResource, key: string): string {
  return text(resource, "inputs", key);
}

/** An output that must be a string. */
export function outputText(resource: GraphResource, key: string): string {
  return text(resource, "outputs", key);
}

/** An input that may be missing, but must otherwise be a string. */
export function optionalInputText(resource: GraphResource, key: string): string | undefined {
  return resource.inputs[key] === undefined ? undefined : text(resource, "inputs", key);
}

/** An input that must be a list of strings; a missing one is an empty list. */
export function inputTexts(resource: GraphResource, key: string): string[] {
  const value = resource.inputs[key] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw wrongValue(resource, "inputs", key, "a list of strings");
}

/** An input that holds JSON text, parsed: a policy document, a schema. The caller states its shape. */
export function inputJson(resource: GraphResource, key: string): unknown {
  try {
    return JSON.parse(inputText(resource, key));
  } catch {
    throw wrongValue(resource, "inputs", key, "JSON text");
  }
}

/** The resource's id; throws for components, which have none. */
export function idOf(resource: GraphResource): string {
  if (resource.id === undefined) throw new Error(`${resource.name} (${resource.type}) has no id.`);
  return resource.id;
}

function text(resource: GraphResource, side: "inputs" | "outputs", key: string): string {
  const value = resource[side][key];
  if (typeof value !== "string") throw wrongValue(resource, side, key, "a string");
  return value;
}

function wrongValue(resource: GraphResource, side: string, key: string, allowed: string): Error {
  const place = resource.source ? ` at ${resource.source}` : "";
  return new Error(`${resource.name} (${resource.type})${place}: ${side}.${key} should be ${allowed}.`);
}
