import { section } from "../../../audit/html/marks";
import { type Html, html } from "../../../portal/html";
import { ACQUISITION_FAILURES, type AcquisitionFailure } from "../../statistics/attempt";
import type { EvaluationReport } from "../report";
import { count, figures, rate } from "./numbers";

const WORDS: Readonly<Record<AcquisitionFailure, string>> = {
  "no-face": "no face was found",
  "several-faces": "several faces were found",
  "unusable-image": "cannot be read as a picture, or is too small or too large",
};

/** Counted apart from matches and non-matches. */
export function acquisition({ acquisition: found }: EvaluationReport): Html {
  const { images, imageRate, genuineRate, failedImages, failedAttempts, attempts } = found;
  return section("acquisition", "Failures to acquire", [
    html`<p>
      A picture that does not show exactly one face gives no comparison. Such attempts are neither matches nor
      non-matches, and no other figure here counts them. Failure-to-acquire rate by ISO/IEC 19795-1: ${rate(imageRate)}
      of ${count(images)} pictures, ${rate(genuineRate)} of the genuine attempts.
    </p>`,
    figures(
      ["", "pictures", "genuine attempts", "imposter attempts"],
      [
        ["all", count(images), count(attempts.genuine), count(attempts.imposter)],
        ...ACQUISITION_FAILURES.map((failure) => [
          WORDS[failure],
          count(failedImages[failure]),
          count(failedAttempts.genuine[failure]),
          count(failedAttempts.imposter[failure]),
        ]),
      ],
    ),
  ]);
}
