import { section } from "../../../audit/html/marks";
import { Html, html } from "../../../portal/html";
import { SMALL_GROUP_PEOPLE } from "../../statistics/groups";
import type { EvaluationReport } from "../report";
import { bounded, count, figures, measured } from "./numbers";

/** Nothing when the pairs have no groups. */
export function groups({ groups: rows, groupThreshold }: EvaluationReport): Html {
  if (rows.length === 0) return new Html("");
  const small = rows.filter(({ isSmall }) => isSmall).length;
  return section(
    "groups",
    `By group, at threshold ${groupThreshold}`,
    [
      html`<p>
        Genuine attempts of the group’s people; imposter attempts in which both people are of the group. Where intervals
        overlap, this sample does not settle whether the groups differ.
      </p>`,
      small > 0 &&
        html`<p class="broken unknown">
          ${small === 1 ? "One group has" : `${small} groups have`} fewer than ${SMALL_GROUP_PEOPLE} people: with so
          few, one person more or less changes the rates.
        </p>`,
      figures(
        ["group", "people", "FN of genuine", "FNMR", "FP of imposter", "FMR", "remarks"],
        rows.map(({ group, people, row, isSmall, fewFalseNonMatches, fewFalseMatches }) => [
          group,
          count(people),
          `${count(row.fnmr?.errors ?? 0)} of ${count(row.fnmr?.attempts ?? 0)}`,
          measured(row.fnmr),
          `${count(row.fmr?.errors ?? 0)} of ${count(row.fmr?.attempts ?? 0)}`,
          bounded(row.fmr),
          [
            isSmall && "small group",
            (fewFalseNonMatches || fewFalseMatches) && `fewer than 30 ${errorsOf(fewFalseNonMatches, fewFalseMatches)}`,
          ]
            .filter((remark) => remark !== false)
            .join("; "),
        ]),
      ),
    ].filter((part) => part !== false),
  );
}

function errorsOf(nonMatches: boolean, matches: boolean): string {
  if (nonMatches && matches) return "errors of each kind";
  return nonMatches ? "false non-matches" : "false matches";
}
