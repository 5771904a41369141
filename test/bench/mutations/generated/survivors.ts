import type { Graph } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import { baselineOf } from "../../../../policies/audit/diff/baseline";
import { differenceFrom } from "../../../../policies/audit/diff/difference";
import type { Change } from "../../../../policies/audit/report";
import { firstOpen } from "./first-open";
import type { SingleChange } from "./single-changes";

/** What a change is that leaves every rule proved. */
export type Why =
  /** The document stands only until another resource replaces it. */
  | "replaced"
  /** Nobody may do more, and nobody less: something else says the same. */
  | "redundant"
  /** Nobody may do more; what is lost, nobody of the stack is meant to do. */
  | "stricter"
  /** Somebody may do more, or a permission is gone, and no rule says so. */
  | "SILENT";

export interface Survivor {
  readonly change: SingleChange;
  readonly why: Why;
  /** What was found new or gone. */
  readonly changes: readonly Change[];
}

export function survivorOf(graph: Graph, change: SingleChange): Survivor {
  const before = collectEstate(graph);
  if (before.replaced?.some(({ policy }) => policy.urn === change.urn && isOfReplaced(change)))
    return { change, why: "replaced", changes: [] };
  const difference = differenceFrom(baselineOf(before), collectEstate(change.change(graph)));
  const changes = difference.kind === "compared" ? difference.changes : [];
  return { change, why: whyOf(change, changes), changes };
}

/** A policy that a resource brings along itself, and a resource of its own replaces. */
function isOfReplaced({ type }: SingleChange): boolean {
  return !/[pP]olicy$/.test(type);
}

function whyOf({ effect }: SingleChange, changes: readonly Change[]): Why {
  if (changes.length === 0) return "redundant";
  return effect === "Deny" && changes.every(({ kind }) => kind === "GONE") ? "stricter" : "SILENT";
}

/** Rules that tend to rest on two statements at once; asked first, since a cover that is found ends the search. */
const RESTING_ON_TWO = ["P1", "P2", "P6", "P3", "P15"];

/**
 * What makes up for the loss: of the other changes that leave all rules proved, the whole statements that cannot go as well.
 * @param candidates each by itself without harm
 * @returns the first found
 */
export function coverOf(graph: Graph, { change }: Survivor, candidates: readonly SingleChange[]): string | undefined {
  const without = change.change(graph);
  const others = candidates.filter(({ where }) => where !== change.where);
  // Denies make up for Allows and the other way round, far more often than one Deny for another.
  const likely = [...others].sort(
    (one, other) => Number(one.effect === change.effect) - Number(other.effect === change.effect),
  );
  return likely.find((each) => firstOpen(collectEstate(each.change(without)), RESTING_ON_TWO) !== undefined)?.where;
}
