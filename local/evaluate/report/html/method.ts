import { section } from "../../../audit/html/marks";
import { type Html, html } from "../../../portal/html";
import type { EvaluationReport } from "../report";
import { count } from "./numbers";

export function limits({ limits: sentences }: EvaluationReport): Html {
  return section("limits", "What this does not say", [
    html`<ul class="plain">
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`,
  ]);
}

/** Terms are those of ISO/IEC 19795-1 and ISO/IEC 2382-37, with what is done here. */
export function method({ run }: EvaluationReport): Html {
  return section("method", "Method and definitions", [
    html`<dl class="terms">
      ${[...ATTEMPTS, ...uncertainty(run.resampling), ...SINGLE_FIGURES].map(
        ([term, meaning]) =>
          html`<dt>${term}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>`,
  ]);
}

type Term = readonly [term: string, meaning: string];

const ATTEMPTS: readonly Term[] = [
  ["Genuine attempt", "Two pictures of one person (the standard: mated comparison trial)."],
  [
    "Imposter attempt",
    "Pictures of two people, neither of whom tries to be taken for the other (non-mated comparison trial, zero-effort).",
  ],
  [
    "Similarity",
    "The highest that CompareFaces returns with SimilarityThreshold 0 and its default quality filter; 0 when it returns no match.",
  ],
  ["FNMR", "False non-match rate: genuine attempts below the threshold, of all genuine attempts with a similarity."],
  ["FMR", "False match rate: imposter attempts at or above the threshold, of all imposter attempts with a similarity."],
  [
    "FP of all attempts",
    "What AWS’s article on the accuracy of identity verification calls FMR. It depends on how many genuine attempts are in the sample; use FMR to compare.",
  ],
  [
    "Failure to acquire",
    "DetectFaces finds no face or several in a picture, or it cannot be read. Each picture is looked at once.",
  ],
];

function uncertainty({ resamples, seed }: EvaluationReport["run"]["resampling"]): readonly Term[] {
  return [
    [
      "95 % interval",
      `Percentile bootstrap over people: ${count(resamples)} resamples of as many people, drawn with replacement (seed ${seed}); an attempt counts as often as its people were drawn, for two people the product. Attempts of one person are not independent, so resampling attempts would make intervals too narrow.`,
    ],
    [
      "Upper bound",
      "One-sided, 95 %: the larger of the bootstrap’s and, for up to 100 errors, the exact binomial one (Clopper and Pearson). Without an error, the rule of 3: 3 / the different pairs of people among the attempts.",
    ],
    [
      "People needed",
      "n (n − 1) / 2 attempts come from n people who are each compared with every other once; the rule of 3 then gives n.",
    ],
    [
      "Rule of 30",
      "With 30 errors the true rate is within 30 % of the measured one, with 90 % confidence, if attempts are independent.",
    ],
  ];
}

const SINGLE_FIGURES: readonly Term[] = [
  ["EER, d′", "As FVC2000 and pyeer define them; d′ with population variances."],
];
