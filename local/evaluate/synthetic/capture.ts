import { Random } from "../statistics/random";
import { drawPatch, type Patch } from "./person";

/** What differs from one picture of a person to the next. */
export interface Capture {
  /** Where the face's middle is, of the picture's width and height. */
  readonly x: number;
  readonly y: number;
  /** Half the face's height, of the picture's. */
  readonly size: number;
  /** Degrees. */
  readonly roll: number;
  /** Grey levels by which light falls off from one side to the other. */
  readonly sideLight: number;
  readonly brightness: number;
  /** Pixels. */
  readonly blur: number;
  /** What years, make-up and shadows did: patches over the person's own. */
  readonly changes: readonly Patch[];
}

/** The second one is the worse one, so that rates by group have something to show. */
export const CAMERAS = ["camera-1", "camera-2"] as const;
export type Camera = (typeof CAMERAS)[number];

/** As at the photographer's. */
export function documentCapture(random: Random): Capture {
  return {
    x: random.between(0.49, 0.51),
    y: random.between(0.49, 0.51),
    size: random.between(0.35, 0.37),
    roll: random.between(-1, 1),
    sideLight: random.between(-6, 6),
    brightness: random.between(200, 210),
    blur: 0.5,
    changes: [],
  };
}

/** As held at arm's length. Most are good; some are very unlike the document. */
export function selfieCapture(random: Random, camera: Camera): Capture {
  const worse = camera === "camera-1" ? 1 : 1.35;
  const change = Math.min(1.6, worse * 0.3 * Math.exp(0.75 * random.normal()));
  return {
    x: random.between(0.45, 0.55),
    y: random.between(0.46, 0.54),
    size: random.between(0.31, 0.39),
    roll: random.between(-4, 4) * worse,
    sideLight: random.between(-10, 10),
    brightness: random.between(192, 212),
    blur: random.between(0.5, 1.5) * worse,
    changes: Array.from({ length: 5 }, () => drawPatch(random, change)),
  };
}
