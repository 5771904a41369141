import { section } from "../../../audit/html/marks";
import { type Html, html } from "../../../portal/html";
import type { Description } from "../../statistics/descriptive";
import type { EvaluationReport } from "../report";
import { count, decimal, figures, rate } from "./numbers";

/** Descriptive statistics, and the figures by which systems are compared. */
export function description({ genuine, imposter, quality, figures: single }: EvaluationReport): Html {
  return section("description", "Similarities and picture quality", [
    figures(
      ["", "count", "min", "max", "mean", "median", "std (n − 1)"],
      [
        row("genuine similarity", genuine, 4),
        row("imposter similarity", imposter, 4),
        row("brightness of the face", quality.brightness, 1),
        row("sharpness of the face", quality.sharpness, 1),
      ],
    ),
    single === undefined
      ? html`<p>Without both kinds of attempts there is no curve and no single figure.</p>`
      : figures(
          ["EER", "EER, the step", "FNMR without a false match", "area under ROC", "d′"],
          [
            [
              rate(single.equalErrorRate),
              `${rate(single.equalErrorLow)} to ${rate(single.equalErrorHigh)}`,
              rate(single.zeroFmr),
              decimal(single.areaUnderCurve, 5),
              decimal(single.decidability, 3),
            ],
          ],
        ),
    html`<p class="quiet">
      Single figures compare systems; none of them is a setting. The equal error rate lies at a threshold that no
      identity check would use.
    </p>`,
  ]);
}

function row(name: string, found: Description | undefined, digits: number): (string | number)[] {
  if (found === undefined) return [name, 0, "–", "–", "–", "–", "–"];
  const { count: values, min, max, mean, median, standardDeviation } = found;
  return [name, count(values), ...[min, max, mean, median, standardDeviation].map((value) => decimal(value, digits))];
}
