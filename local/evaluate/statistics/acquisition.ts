import { ACQUISITION_FAILURES, type AcquisitionFailure, type AttemptKind, type Score } from "./attempt";
import { ratio } from "./confusion";

/** What came of an attempt. */
export type Attempt = Score | FailedAttempt;

/** A comparison that a picture without one usable face has prevented. */
export interface FailedAttempt extends Omit<Score, "similarity"> {
  readonly failure: AcquisitionFailure;
}

/** A picture, and whether it shows exactly one face. */
export interface Acquisition {
  readonly image: string;
  readonly failure: AcquisitionFailure | undefined;
}

/** Counted apart: an attempt that could not be made is neither a match nor a non-match. */
export interface AcquisitionCounts {
  readonly images: number;
  /** Of the pictures. */
  readonly failedImages: Readonly<Record<AcquisitionFailure, number>>;
  readonly attempts: Readonly<Record<AttemptKind, number>>;
  readonly failedAttempts: Readonly<Record<AttemptKind, Readonly<Record<AcquisitionFailure, number>>>>;
  /** Of the pictures, as a ratio. ISO/IEC 19795-1: failure-to-acquire rate. */
  readonly imageRate: number | undefined;
  /** Genuine attempts that could not be made, of all genuine ones, as a ratio. */
  readonly genuineRate: number | undefined;
}

export function isScore(attempt: Attempt): attempt is Score {
  return "similarity" in attempt;
}

export function acquisitionCounts(images: readonly Acquisition[], attempts: readonly Attempt[]): AcquisitionCounts {
  const failed = attempts.flatMap((attempt) => (isScore(attempt) ? [] : [attempt]));
  const made = (kind: AttemptKind) => attempts.filter((attempt) => attempt.kind === kind).length;
  const failures = (kind: AttemptKind) =>
    failed.filter((attempt) => attempt.kind === kind).map(({ failure }) => failure);
  const ofImages = images.flatMap(({ failure }) => failure ?? []);
  return {
    images: images.length,
    failedImages: counted(ofImages),
    attempts: { genuine: made("genuine"), imposter: made("imposter") },
    failedAttempts: { genuine: counted(failures("genuine")), imposter: counted(failures("imposter")) },
    imageRate: ratio(ofImages.length, images.length),
    genuineRate: ratio(failures("genuine").length, made("genuine")),
  };
}

function counted(failures: readonly AcquisitionFailure[]): Record<AcquisitionFailure, number> {
  const count = (name: AcquisitionFailure) => failures.filter((failure) => failure === name).length;
  const [noFace, severalFaces, unusable] = ACQUISITION_FAILURES;
  return { [noFace]: count(noFace), [severalFaces]: count(severalFaces), [unusable]: count(unusable) };
}
