import { section } from "../../../audit/html/marks";
import { type Html, html } from "../../../portal/html";
import { oneIn } from "../../statistics/recommendation";
import type { EvaluationReport } from "../report";
import { bounded, count, figures, measured, rate } from "./numbers";

/** What each wanted false match rate costs. */
export function targets({ operatingPoints }: EvaluationReport): Html {
  return section("targets", "What a threshold keeps", [
    html`<p>
      A promise rests on the upper bound: the threshold at which, with 95 % confidence, no more imposter attempts match
      than wanted. Beside it, where this sample’s own rate lies, which the next sample need not repeat.
    </p>`,
    figures(
      ["FMR at most", "promised from", "FNMR there", "this sample, from", "FNMR there", "to promise it takes"],
      operatingPoints.map((point) => [
        oneIn(point.target),
        point.assured?.threshold ?? html`<span class="unknown-word">not shown</span>`,
        measured(point.assured?.fnmr),
        point.observed === undefined ? "–" : String(Math.round(point.observed.threshold * 1000) / 1000),
        measured(point.observed?.fnmr),
        html`${count(point.attemptsNeeded)} imposter attempts<small
            >without a false match: all pairs of ${count(point.peopleNeeded)} people</small
          >`,
      ]),
    ),
  ]);
}

/** The thresholds that people know, with everything counted. */
export function thresholds(report: EvaluationReport): Html {
  return section("thresholds", "At the usual thresholds", [
    html`<p>
      A similarity that reaches the threshold is a match. FNMR with its 95 % interval, FMR with its one-sided 95 % upper
      bound, both by ISO/IEC 19795-1; the last column divides by all attempts, as AWS’s article does.
    </p>`,
    figures(
      ["threshold", "TP", "FN", "FP", "TN", "FNMR", "FMR", "FP of all attempts"],
      report.thresholds.map(({ threshold, counts, fnmr, fmr, fmrOfAllAttempts }) => [
        threshold,
        count(counts.truePositives),
        count(counts.falseNegatives),
        count(counts.falsePositives),
        count(counts.trueNegatives),
        measured(fnmr),
        bounded(fmr),
        rate(fmrOfAllAttempts),
      ]),
    ),
  ]);
}
