import { Drawn } from "../drawn";
import type { Picture } from "../picture";

type Flag = readonly [name: string, parent: string, level: number];

const FLAGS: readonly [Flag, ...Flag[]] = [
  ["Alcoholic Beverages", "Alcohol", 2],
  ["Smoking", "Drugs & Tobacco Paraphernalia & Use", 2],
  ["Weapons", "Violence", 2],
];

/** Most pictures show nothing of the kind. https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectModerationLabels.html */
export function detectModerationLabels(picture: Picture, input: Readonly<Record<string, unknown>>): unknown {
  const drawn = new Drawn(picture.seed, "moderation");
  const least = typeof input["MinConfidence"] === "number" ? input["MinConfidence"] : 50;
  const flags = drawn.chance(0.2) ? [drawn.pick(FLAGS)] : [];
  const found = flags.flatMap(([Name, ParentName, TaxonomyLevel]) => {
    const Confidence = drawn.number(60, 99);
    return [
      { Confidence, Name: ParentName, ParentName: "", TaxonomyLevel: TaxonomyLevel - 1 },
      { Confidence, Name, ParentName, TaxonomyLevel },
    ];
  });
  return {
    ModerationLabels: found.filter(({ Confidence }) => Confidence >= least),
    ModerationModelVersion: "7.0",
    ContentTypes: [],
    ...(input["HumanLoopConfig"] !== undefined && { HumanLoopActivationOutput: { HumanLoopActivationReasons: [] } }),
  };
}
