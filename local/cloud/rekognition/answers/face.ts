import type { Box } from "../bright-boxes";
import { Drawn } from "../drawn";
import type { Picture } from "../picture";

/** A face as every operation shows it. */
export interface Face {
  readonly BoundingBox: Box;
  readonly Confidence: number;
  readonly Landmarks: readonly { readonly Type: string; readonly X: number; readonly Y: number }[];
  readonly Pose: { readonly Roll: number; readonly Yaw: number; readonly Pitch: number };
  readonly Quality: { readonly Brightness: number; readonly Sharpness: number };
}

/** Where in its box a landmark is, as ratios of the box. */
const LANDMARKS = [
  ["eyeLeft", 0.3, 0.4],
  ["eyeRight", 0.7, 0.4],
  ["mouthLeft", 0.35, 0.75],
  ["mouthRight", 0.65, 0.75],
  ["nose", 0.5, 0.55],
] as const;

/** The largest hundred, as the service has it: one for each bright patch. */
export const MOST_FACES = 100;

export function facesIn({ boxes, seed }: Picture): Face[] {
  return boxes.slice(0, MOST_FACES).map((box, index) => faceAt(box, new Drawn(seed, `face ${index}`)));
}

function faceAt(box: Box, drawn: Drawn): Face {
  return {
    BoundingBox: box,
    Confidence: drawn.number(99, 100),
    Landmarks: LANDMARKS.map(([Type, x, y]) => ({ Type, X: box.Left + x * box.Width, Y: box.Top + y * box.Height })),
    Pose: { Roll: drawn.number(-20, 20), Yaw: drawn.number(-30, 30), Pitch: drawn.number(-15, 15) },
    Quality: { Brightness: drawn.number(40, 95), Sharpness: drawn.number(30, 98) },
  };
}
