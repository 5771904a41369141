/** What a call is taken to be like, because no graph knows it. Said beside every figure that rests on it. Pure. */
export const ASSUMED = {
  /** Bytes of a picture, in MB of 10^6. In a request it is base64: a third more. */
  imageMb: 0.3,
  /** Bytes of a record in a log, with CloudWatch's own 26. */
  logRecordBytes: 1_000,
  /** Milliseconds that Lambda bills. */
  milliseconds: { authorizer: 30, "studio-url": 500, rekognition: 900, "image-ingest": 1_500 },
  /** Days that a picture stays in the bucket. */
  imageDays: 30,
} as const;

export const BASE64 = 4 / 3;

/** One line for readers. */
export function assumptionsText(): string {
  const { imageMb, logRecordBytes, milliseconds, imageDays } = ASSUMED;
  const times = Object.entries(milliseconds).map(([name, value]) => `${name} ${value} ms`);
  return `assumed: pictures of ${imageMb} MB kept ${imageDays} days, log records of ${logRecordBytes} bytes, ${times.join(", ")}`;
}
