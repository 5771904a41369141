/** One thing that is deployed, in the words of the program's graph: what both sides of the comparison are made of. */
import type { CollectedResource } from "../../policies/audit/collect/graph/graph";

export type Properties = Readonly<Record<string, unknown>>;

export interface Item {
  /** As the graph has it, without the provider, e.g. "apigateway/method:Method"; see kinds/api.ts for one of our own. */
  readonly type: string;
  /** What AWS tells it by, e.g. "POST /v1/images"; of items of one type no two are alike. */
  readonly key: string;
  readonly inputs: Properties;
}

/** What the program says, and the resource that says it. */
export interface ExpectedItem extends Item {
  readonly resource: CollectedResource;
  /** What a reading of it puts in the place of the resource's own inputs. */
  readonly into: (read: Item) => Properties;
  /** What is left of the resource when AWS has no such item; absent: nothing. */
  readonly withoutIt?: (resource: CollectedResource) => CollectedResource;
}

/** A question that AWS did not answer, and which items would have been in the answer. */
export interface Unread {
  /** For people, e.g. "the inline policies of role minting-4f2". */
  readonly what: string;
  /** As a policy names it. */
  readonly action: string;
  readonly why: string;
  readonly covers: readonly Covered[];
}

/** Items of a type; with `key`, those whose key is this or begins with it and a separator. */
export interface Covered {
  readonly type: string;
  readonly key?: string;
}

export function isCovered(item: Item, covered: readonly Covered[]): boolean {
  return covered.some(({ type, key }) => type === item.type && (key === undefined || belongsTo(item.key, key)));
}

function belongsTo(key: string, owner: string): boolean {
  return key === owner || (key.startsWith(owner) && /^[\s:/]/.test(key.slice(owner.length)));
}
