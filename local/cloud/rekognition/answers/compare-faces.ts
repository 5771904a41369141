import type { Box } from "../bright-boxes";
import { Drawn } from "../drawn";
import { faceFeatures, similarityOf } from "../face-features";
import type { Picture } from "../picture";
import { INVALID_PARAMETERS } from "../service-error";
import { facesIn } from "./face";

const DEFAULT_THRESHOLD = 80;

/**
 * The source's largest face beside every face of the target. The same picture is the same person; two others are as alike as
 * their pixels: a pattern of lighter and darker skin is found again in another picture of it. What has no pattern gets any similarity, and
 * the same one each time.
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
    return { Similarity: similarity([source, face.BoundingBox], [target, other.BoundingBox], index), Face: other };
  });
  const matches = compared.filter(({ Similarity }) => Similarity >= threshold);
  return {
    SourceImageFace: { BoundingBox: face.BoundingBox, Confidence: face.Confidence },
    FaceMatches: matches.sort((one, other) => other.Similarity - one.Similarity),
    UnmatchedFaces: compared.filter(({ Similarity }) => Similarity < threshold).map(({ Face }) => Face),
  };
}

type FaceAt = readonly [picture: Picture, box: Box];

function similarity([source, at]: FaceAt, [target, box]: FaceAt, index: number): number {
  const one = faceFeatures(source.cells, at);
  const other = faceFeatures(target.cells, box);
  if (one && other) return similarityOf(one, other);
  if (source.seed === target.seed && index === 0) return 100;
  return new Drawn(source.seed, `${target.seed} ${index}`).number(0, 100);
}
