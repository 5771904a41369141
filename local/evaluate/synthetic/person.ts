import { Random } from "../statistics/random";

/** A soft patch of a face that is lighter or darker than the rest. Positions and sizes in units of half the face's width and height. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** −1 (dark) to 1 (light). */
  readonly tone: number;
}

/** What is drawn of a person who does not exist, the same in every picture. */
export interface Person {
  readonly id: string;
  /** Half the face's width, of its half height. */
  readonly width: number;
  readonly eyeDistance: number;
  readonly eyeSize: number;
  readonly browHeight: number;
  readonly noseLength: number;
  readonly mouthWidth: number;
  readonly mouthHeight: number;
  readonly complexion: readonly Patch[];
}

const PATCHES = 11;

export function drawPerson(index: number, seed: number): Person {
  const random = new Random(seed * 1_000_003 + index);
  return {
    id: String(1001 + index),
    width: random.between(0.74, 0.84),
    eyeDistance: random.between(0.3, 0.46),
    eyeSize: random.between(0.06, 0.1),
    browHeight: random.between(0.12, 0.2),
    noseLength: random.between(0.22, 0.36),
    mouthWidth: random.between(0.2, 0.36),
    mouthHeight: random.between(0.03, 0.08),
    complexion: Array.from({ length: PATCHES }, () => drawPatch(random, 1)),
  };
}

/** @param strength of the tone, 0 to 1 */
export function drawPatch(random: Random, strength: number): Patch {
  return {
    x: random.between(-0.75, 0.75),
    y: random.between(-0.75, 0.75),
    radius: random.between(0.25, 0.5),
    tone: (random.ratio() < 0.5 ? -1 : 1) * random.between(0.5, 1) * strength,
  };
}
