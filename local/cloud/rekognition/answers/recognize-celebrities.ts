import { Drawn } from "../drawn";
import type { Picture } from "../picture";
import { facesIn } from "./face";

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_RecognizeCelebrities.html */
export function recognizeCelebrities(picture: Picture): unknown {
  const drawn = new Drawn(picture.seed, "celebrities");
  const faces = facesIn(picture).map((Face) => ({ Face, isKnown: drawn.chance(0.3) }));
  const known = faces.filter(({ isKnown }) => isKnown);
  return {
    CelebrityFaces: known.map(({ Face }, index) => ({
      Urls: [],
      Name: `Celebrity ${index + 1}`,
      Id: `${picture.seed.slice(0, 6)}${index}`,
      Face,
      MatchConfidence: drawn.number(90, 100),
      KnownGender: { Type: "Nonbinary" },
    })),
    UnrecognizedFaces: faces.filter(({ isKnown }) => !isKnown).map(({ Face }) => Face),
  };
}
