import type { AcquisitionFailure } from "../statistics/attempt";

/** Degrees, and 0 to 100, as Rekognition gives them. */
export interface FaceQuality {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly brightness: number;
  readonly sharpness: number;
}

/** What DetectFaces said about a picture. */
export interface PictureResult {
  readonly picture: string;
  /** How many faces it shows; undefined when it cannot be read as a picture. */
  readonly faces?: number;
  readonly failure?: AcquisitionFailure;
  /** Of the face, where there is exactly one. */
  readonly quality?: FaceQuality;
  readonly region?: string;
}

/** What CompareFaces said about two pictures of one face each. */
export interface PairResult {
  readonly source: string;
  readonly target: string;
  /** 0 to 100; 0 when no match was returned. */
  readonly similarity?: number;
  readonly failure?: AcquisitionFailure;
  readonly region?: string;
}

export type Result = PictureResult | PairResult;

/** One call's subject: every picture is looked at once, then every pair of usable ones is compared. */
export type Subject = { readonly picture: string } | { readonly source: string; readonly target: string };

export function isOfPicture<Both extends Subject>(
  subject: Both,
): subject is Extract<Both, { readonly picture: string }> {
  return "picture" in subject;
}

/** The same for a subject and its result. */
export function keyOf(subject: Subject): string {
  return JSON.stringify(isOfPicture(subject) ? [subject.picture] : [subject.source, subject.target]);
}
