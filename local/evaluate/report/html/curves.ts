import { section } from "../../../audit/html/marks";
import { Html, html } from "../../../portal/html";
import type { EvaluationReport } from "../report";
import { detCurve } from "./det-curve";
import { distributions } from "./distributions";

/** Nothing without both kinds of attempts. */
export function curves(report: EvaluationReport): Html {
  if (report.curve.length === 0) return new Html("");
  return section("curves", "Curves", [
    html`<div class="plots">
      <figure>
        ${detCurve(report)}
        <figcaption>
          DET curve on normal deviates. Numbers on it are thresholds, the filled one is recommended; rates of 0 lie on
          the axis. In the shaded part there are too few imposter attempts to speak of a rate. The dashed line is where
          both rates are equal.
        </figcaption>
      </figure>
      <figure>
        ${distributions(report)}
        <figcaption>
          Similarities, in bars of ${report.histogram.width} points. What lies between the two kinds is what a threshold
          cannot part.
        </figcaption>
      </figure>
    </div>`,
  ]);
}
