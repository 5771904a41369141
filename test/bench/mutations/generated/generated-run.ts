import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { firstOpen, type Open } from "./first-open";
import { coverOf, type Survivor, survivorOf } from "./survivors";
import { singleChanges, type SingleChange } from "./single-changes";

export interface Killed {
  readonly change: SingleChange;
  readonly open: Open;
}

export interface Covered extends Survivor {
  /** The statement that makes up for it. */
  readonly cover?: string | undefined;
}

export interface GeneratedRun {
  readonly killed: readonly Killed[];
  readonly survivors: readonly Covered[];
}

interface Options {
  /** The changes to make, of all that the graph's documents say. */
  readonly of?: readonly SingleChange[];
  /** Only every so-manieth change; 1 for all. */
  readonly every?: number;
  /** Whether to look for what makes up for a redundant one. */
  readonly covers?: boolean;
  readonly tell?: (doing: string) => void;
}

/** Makes one change after the other in the same stack, and looks for a rule that is not proved any more. */
export function tryEachChange(
  graph: Graph,
  { of = singleChanges(graph), every = 1, covers = false, tell = () => undefined }: Options,
): GeneratedRun {
  const changes = of.filter((_, index) => index % every === 0);
  const killed: Killed[] = [];
  const survivors: Survivor[] = [];
  const order = new Map<string, readonly string[]>();
  for (const [index, change] of changes.entries()) {
    if (index > 0 && index % 100 === 0)
      tell(`${index} of ${changes.length} changes, ${survivors.length} left all rules proved`);
    const key = `${change.type} ${change.kind}`;
    const first = order.get(key) ?? [];
    const open = firstOpen(collectEstate(change.change(graph)), first);
    if (open) {
      killed.push({ change, open });
      order.set(key, [open.rule, ...first.filter((id) => id !== open.rule)]);
    } else survivors.push(survivorOf(graph, change));
  }
  tell(`${changes.length} changes, ${survivors.length} left all rules proved`);
  return { killed, survivors: covers ? withCovers(graph, survivors, tell) : survivors };
}

/** One cover a statement: whatever is redundant in a statement is so by the same other one. */
function withCovers(graph: Graph, survivors: readonly Survivor[], tell: (doing: string) => void): Covered[] {
  const wholes = survivors.map(({ change }) => change).filter(isWhole);
  const covers = new Map<string, string | undefined>();
  for (const survivor of survivors.filter(({ why }) => why === "redundant")) {
    const { where, urn } = survivor.change;
    if (covers.has(where)) continue;
    const near = wholes.filter((whole) => isNear(graph, urn, whole.urn));
    covers.set(where, coverOf(graph, survivor, near));
    tell(`${where}: ${covers.get(where) ?? "nothing else alone"} makes up for it`);
  }
  tell(`${covers.size} statements have something redundant`);
  return survivors.map((each) => (each.why === "redundant" ? { ...each, cover: covers.get(each.change.where) } : each));
}

function isWhole({ kind }: SingleChange): boolean {
  return kind === "statement removed" || kind === "condition removed" || kind === "all conditions removed";
}

/** In the same document, or attached to the same role. */
function isNear(graph: Graph, one: string, other: string): boolean {
  const holder = (urn: string) => graph.resources.find((each) => each.urn === urn)?.inputs["role"];
  return one === other || (holder(one) !== undefined && holder(one) === holder(other));
}
