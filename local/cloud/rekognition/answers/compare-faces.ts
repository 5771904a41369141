import { Drawn } from "../drawn";
import type { Picture } from "../picture";
import { INVALID_PARAMETERS } from "../service-error";
import { facesIn } from "./face";

const DEFAULT_THRESHOLD = 80;

/**
 * The source's largest face beside every face of the target. The same picture is the same person; two others are more or less alike.
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_CompareFaces.html
 *
 * @throws ServiceError when source or target has no face ("If no faces are detected in the source or target images, CompareFaces returns an
 *   InvalidParameterException error")
 */
export function compareFaces(source: Picture, target: Picture, input: Readonly<Record<string, unknown>>): unknown {
  const [face] = facesIn(source);
  const others = facesIn(target);
  if (!face || others.length === 0) throw INVALID_PARAMETERS;
  const threshold = typeof input["SimilarityThreshold"] === "number" ? input["SimilarityThreshold"] : DEFAULT_THRESHOLD;
  const compared = others.map((other, index) => {
    const isSame = source.seed === target.seed && index === 0;
    return { Similarity: isSame ? 100 : new Drawn(source.seed, `${target.seed} ${index}`).number(0, 100), Face: other };
  });
  const matches = compared.filter(({ Similarity }) => Similarity >= threshold);
  return {
    SourceImageFace: { BoundingBox: face.BoundingBox, Confidence: face.Confidence },
    FaceMatches: matches.sort((one, other) => other.Similarity - one.Similarity),
    UnmatchedFaces: compared.filter(({ Similarity }) => Similarity < threshold).map(({ Face }) => Face),
  };
}
