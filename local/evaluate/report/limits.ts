import type { RunFacts } from "./report";

/** What the report does not say, and has to be read with. */
export function limitsOf(run: Pick<RunFacts, "isStandIn" | "isSynthetic">, people: number): string[] {
  const independent = Math.floor(people / 2);
  return [
    ...(run.isStandIn
      ? [
          "The similarities are those of the laptop's stand-in for Rekognition, made up from pixels: no figure here is about Rekognition.",
        ]
      : []),
    ...(run.isSynthetic
      ? ["The pictures are drawn. No conclusion about real people follows from drawn, public or manipulated face sets."]
      : []),
    "Liveness is not measured: whether a printed photograph, a screen or a mask is accepted. That is presentation attack detection (ISO/IEC 30107-3).",
    "Imposter attempts are zero-effort: people who did not try to look like someone else. ISO/IEC 19795-1 calls their matches the false match rate; fraud that tries is more successful.",
    "Rates by group compare this sample's groups, not the groups of a population, and no cause follows from a difference.",
    "The threshold is chosen and measured on the same sample. Confirm it on pictures that had no part in choosing it.",
    ...(independent > 0
      ? [
          `A bound without a seen error takes different pairs of people for independent. Those of ${people} people are not quite: at the very worst, as few as ${independent} are, and the bound is then 3/${independent}.`,
        ]
      : []),
    "CompareFaces reports no version of its face model, and AWS may change it: repeat the evaluation when AWS announces a new one, and watch both rates over time.",
  ];
}
