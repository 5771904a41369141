/** Of one person's two pictures, or of two people's. */
export type AttemptKind = "genuine" | "imposter";

/** Why an attempt has no similarity that counts. ISO/IEC 19795-1 calls each a failure to acquire. */
export const ACQUISITION_FAILURES = ["no-face", "several-faces", "unusable-image"] as const;
export type AcquisitionFailure = (typeof ACQUISITION_FAILURES)[number];

/** A comparison that has a similarity. */
export interface Score {
  readonly kind: AttemptKind;
  /** 0 to 100. */
  readonly similarity: number;
  /** Whose pictures these are: the source's person and the target's, one and the same in a genuine attempt. */
  readonly people: readonly [source: string, target: string];
  /** The groups of these two, where they are known. */
  readonly groups: readonly [source: string | undefined, target: string | undefined];
}

export function ofKind(scores: readonly Score[], kind: AttemptKind): Score[] {
  return scores.filter((score) => score.kind === kind);
}

/** Everyone who has a picture among these. */
export function peopleOf(scores: readonly Score[]): string[] {
  return [...new Set(scores.flatMap(({ people }) => people))];
}

/**
 * Between how many different pairs of people the attempts are, a genuine one's being a person with itself. Further attempts of the same two,
 * also with source and target exchanged, say little that is new.
 */
export function pairsOfPeople(scores: readonly Score[]): number {
  return new Set(scores.map(({ people }) => JSON.stringify([...people].sort()))).size;
}
