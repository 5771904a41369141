/** What there is to decode an image with. */
export interface DecodingMeans {
  /** All memory of the process, in bytes: on Lambda what the function is given. */
  readonly memoryBytes: number;
  /** Milliseconds that may be spent. Asked when a decoder is started. */
  readonly remainingMs: () => number;
}
