import { Drawn } from "../drawn";
import type { Picture } from "../picture";
import { facesIn } from "./face";

const EMOTIONS = ["CALM", "HAPPY", "SURPRISED", "CONFUSED", "SAD", "ANGRY", "FEAR", "DISGUSTED"] as const;

/** The attributes by their name in requests and in answers; the five default ones are in every face. */
const ATTRIBUTES: Readonly<Record<string, readonly [member: string, of: (drawn: Drawn) => unknown]>> = {
  AGE_RANGE: ["AgeRange", ageRange],
  BEARD: ["Beard", yesOrNo],
  EMOTIONS: ["Emotions", emotions],
  EYE_DIRECTION: ["EyeDirection", (drawn) => ({ ...angles(drawn), Confidence: drawn.number(80, 100) })],
  EYEGLASSES: ["Eyeglasses", yesOrNo],
  EYES_OPEN: ["EyesOpen", yesOrNo],
  FACE_OCCLUDED: ["FaceOccluded", yesOrNo],
  GENDER: ["Gender", (drawn) => ({ Value: drawn.pick(["Female", "Male"]), Confidence: drawn.number(80, 100) })],
  MOUTH_OPEN: ["MouthOpen", yesOrNo],
  MUSTACHE: ["Mustache", yesOrNo],
  SMILE: ["Smile", yesOrNo],
  SUNGLASSES: ["Sunglasses", yesOrNo],
};

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectFaces.html */
export function detectFaces(picture: Picture, input: Readonly<Record<string, unknown>>): unknown {
  const asked = Array.isArray(input["Attributes"]) ? input["Attributes"] : [];
  const wanted = Object.entries(ATTRIBUTES).filter(([name]) => asked.includes("ALL") || asked.includes(name));
  const details = facesIn(picture).map((face, index) => {
    const drawn = (name: string) => new Drawn(picture.seed, `${name} of face ${index}`);
    const members = wanted.map(([name, [member, of]]) => [member, of(drawn(name))] as const);
    return { ...face, ...Object.fromEntries(members) };
  });
  return { FaceDetails: details };
}

function yesOrNo(drawn: Drawn): unknown {
  return { Value: drawn.chance(0.4), Confidence: drawn.number(70, 100) };
}

function ageRange(drawn: Drawn): unknown {
  const low = Math.floor(drawn.number(4, 70));
  return { Low: low, High: low + Math.floor(drawn.number(4, 12)) };
}

function emotions(drawn: Drawn): unknown {
  const all = EMOTIONS.map((Type) => ({ Type, Confidence: drawn.number(0, 100) }));
  return all.sort((one, other) => other.Confidence - one.Confidence);
}

function angles(drawn: Drawn) {
  return { Yaw: drawn.number(-30, 30), Pitch: drawn.number(-20, 20) };
}
