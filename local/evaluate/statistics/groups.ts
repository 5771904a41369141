import { ofKind, peopleOf, type Score } from "./attempt";
import { type Resampling, type ThresholdRow, thresholdRows } from "./threshold-row";

/** Below so many people a group's rates are an anecdote. */
export const SMALL_GROUP_PEOPLE = 100;
/** ISO/IEC 19795-1, rule of 30: with 30 errors the true rate is within 30 % of the seen one, with 90 % confidence. */
export const RULE_OF_30 = 30;

/** How one group fares at one threshold. Imposter attempts count where both people are of the group, who are the more alike ones. */
export interface GroupRow {
  readonly group: string;
  readonly people: number;
  readonly row: ThresholdRow;
  /** Fewer than a hundred people. */
  readonly isSmall: boolean;
  /** Fewer than thirty errors of the kind: the rate may be off by more than 30 %. */
  readonly fewFalseNonMatches: boolean;
  readonly fewFalseMatches: boolean;
}

/** By name; empty when no score has a group. */
export function groupRows(scores: readonly Score[], threshold: number, resampling: Resampling): GroupRow[] {
  const names = [...new Set(scores.flatMap(({ groups }) => groups))].filter((name) => name !== undefined).sort();
  return names.map((group) => {
    const own = scores.filter(({ groups }) => groups.every((name) => name === group));
    const [row = emptyRow(threshold)] = thresholdRows(own, [threshold], resampling);
    const people = peopleOf(ofKind(own, "genuine")).length;
    return {
      group,
      people,
      row,
      isSmall: people < SMALL_GROUP_PEOPLE,
      fewFalseNonMatches: row.counts.falseNegatives < RULE_OF_30,
      fewFalseMatches: row.counts.falsePositives < RULE_OF_30,
    };
  });
}

function emptyRow(threshold: number): ThresholdRow {
  const counts = { truePositives: 0, falseNegatives: 0, falsePositives: 0, trueNegatives: 0 };
  return { threshold, counts, fnmr: undefined, fmr: undefined, fmrOfAllAttempts: undefined };
}
