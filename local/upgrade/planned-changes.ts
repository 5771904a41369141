import type { Graph, GraphResource } from "../program/graph";
import { REGION, UNCHANGEABLE } from "./unchangeable-inputs";

/** What an update would do to the resources of AWS, each by its new declaration (a deleted one by its old). */
export interface Plan {
  readonly created: readonly GraphResource[];
  readonly deleted: readonly GraphResource[];
  /** No longer Pulumi's, and still there (`retainOnDelete`). */
  readonly left: readonly GraphResource[];
  readonly updated: readonly GraphResource[];
  readonly replaced: readonly Replacement[];
}

export interface Replacement {
  readonly before: GraphResource;
  readonly after: GraphResource;
  /** Inputs that AWS cannot change in place, and that change or name something that is made anew. */
  readonly because: readonly string[];
  /** Deleted before the new one is made: by option, or together with what is. */
  readonly isDeletedFirst: boolean;
}

interface Pair {
  readonly before: GraphResource;
  readonly after: GraphResource;
}

/**
 * Compares what stands with what is declared now, as Pulumi's engine does: by URN or a former name, input by input, without those that are
 * ignored. https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/
 *
 * @throws when a type is not in the table of what AWS cannot change
 */
export function planOf(standing: Graph, declared: Graph): Plan {
  const before = new Map(ofAws(standing).map((resource) => [resource.urn, resource]));
  const pairs: Pair[] = [];
  const created: GraphResource[] = [];
  for (const after of ofAws(declared)) {
    const urn = [after.urn, ...formerUrns(after)].find((known) => before.has(known));
    const found = urn === undefined ? undefined : before.get(urn);
    if (found === undefined) created.push(after);
    else pairs.push({ before: found, after });
    if (urn !== undefined) before.delete(urn);
  }
  const replaced = replacements(pairs);
  const anew = new Set(replaced.map(({ after }) => after));
  const updated = pairs.filter((pair) => !anew.has(pair.after) && changedInputs(pair).length > 0);
  const gone = [...before.values()];
  return {
    created,
    deleted: gone.filter(({ options }) => options["retainOnDelete"] !== true),
    left: gone.filter(({ options }) => options["retainOnDelete"] === true),
    updated: updated.map(({ after }) => after),
    replaced,
  };
}

/** What is only read is in the state, and never made, changed or deleted. */
function ofAws(graph: Graph): GraphResource[] {
  return graph.resources.filter(
    ({ custom, type, options }) => custom && type.startsWith("aws:") && options["read"] !== true,
  );
}

/** Each replacement makes those inevitable whose unchangeable inputs name it: until there are no more. */
function replacements(pairs: readonly Pair[]): Replacement[] {
  const found: Replacement[] = [];
  for (let last = -1; last !== found.length;) {
    last = found.length;
    for (const pair of pairs) {
      if (found.some(({ after }) => after === pair.after)) continue;
      const unchangeable = unchangeableInputs(pair.after);
      const anew = found.filter((other) => unchangeable.some((input) => namesWhatIsMadeAnew(pair.after, input, other)));
      const because = unchangeable.filter(
        (input) =>
          changedInputs(pair).includes(input) || anew.some((other) => namesWhatIsMadeAnew(pair.after, input, other)),
      );
      if (because.length === 0) continue;
      const goesFirst = anew.some(({ isDeletedFirst }) => isDeletedFirst);
      found.push({ ...pair, because, isDeletedFirst: pair.after.options["deleteBeforeReplace"] === true || goesFirst });
    }
  }
  return found;
}

function unchangeableInputs({ type, options }: GraphResource): string[] {
  const known = UNCHANGEABLE[type];
  if (known === undefined)
    throw new Error(`${type} is not in unchangeable-inputs.ts: what of it can AWS not change in place?`);
  return [REGION, ...known.inputs, ...texts(options["replaceOnChanges"])].filter(
    (input) => !texts(options["ignoreChanges"]).includes(input),
  );
}

function changedInputs({ before, after }: Pair): string[] {
  const ignored = texts(after.options["ignoreChanges"]);
  const names = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])];
  return names.filter((name) => !ignored.includes(name) && !isSame(before.inputs[name], after.inputs[name]));
}

/**
 * Whether an input has a value that what is made anew will have another of. Where that is deleted first, Pulumi takes all that it says as
 * unknown, and so does this.
 */
function namesWhatIsMadeAnew(resource: GraphResource, input: string, { after, isDeletedFirst }: Replacement): boolean {
  if (namesIdOf(after, resource, input)) return true;
  if (!isDeletedFirst || !resource.dependencies.includes(after.urn)) return false;
  const value = JSON.stringify(resource.inputs[input] ?? null);
  return Object.values(after.outputs).some((output) => isId(output) && value === JSON.stringify(output));
}

/** Whether an input of the other holds the id or the ARN of this one. */
export function namesIdOf({ id, outputs }: GraphResource, other: GraphResource, input: string): boolean {
  const value = JSON.stringify(other.inputs[input] ?? null);
  return [id, outputs["arn"]].some((name) => typeof name === "string" && value.includes(name));
}

/** As EC2 writes them: vpc-0123456789abcdef0. */
function isId(value: unknown): boolean {
  return typeof value === "string" && /^[a-z]+-[0-9a-f]{17}$/.test(value);
}

/** An alias as the engine is told it: another name, perhaps below another parent. */
type Alias = string | { readonly name: string; readonly parenturn?: string };

/** What aliases say that a resource is called elsewhere. */
export function formerUrns({ urn, name, type, options }: GraphResource): string[] {
  const aliases = (options["aliases"] ?? []) as readonly Alias[];
  const place = urn.slice(0, urn.length - name.length);
  return aliases.map((alias) => {
    if (typeof alias === "string") return alias;
    const above = alias.parenturn?.replace(/::[^:]+$/, "") ?? "";
    return above === "" ? `${place}${alias.name}` : `${above}$${type}::${alias.name}`;
  });
}

function texts(list: unknown): readonly string[] {
  return (list ?? []) as readonly string[];
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with the members of objects in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
