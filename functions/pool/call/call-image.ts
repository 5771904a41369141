import type { ImageLimits, NormalImage } from "../images";
import type { ImageInput, S3Reference } from "./image-input";

/** One image on its way through the attempts of one call. */
export class CallImage {
  #native: S3Reference | undefined;

  private constructor(
    readonly member: string,
    private readonly input: ImageInput,
    private readonly limits: ImageLimits,
    native: S3Reference | undefined,
  ) {
    this.#native = native;
  }

  /**
   * Finds out how the image will travel. What has to travel as bytes is made to fit now, so that a bad image is refused
   * before any call.
   *
   * @param mayBeNative Rekognition may read the bucket, and its Region is one of the call's
   */
  static async prepare(
    member: string,
    input: ImageInput,
    limits: ImageLimits,
    mayBeNative: boolean,
  ): Promise<CallImage> {
    const native = mayBeNative ? await input.s3Object() : undefined;
    if (!native) await input.normal(limits);
    return new CallImage(member, input, limits, native);
  }

  /** Whether Rekognition would read it where it lies, given the bucket's Region. */
  get isNative(): boolean {
    return this.#native !== undefined;
  }

  /** One attempt at it is all: the bytes go to any Region, are read once, and do not depend on Rekognition's own reading. */
  stopBeingNative(): void {
    this.#native = undefined;
  }

  /** The member's value in a request to a Region, and how the image travels there, as in `x-image`. */
  async valueFor(region: string, bucketRegion: string): Promise<{ readonly value: object; readonly note: string }> {
    if (this.#native && region === bucketRegion) return { value: { S3Object: this.#native }, note: "s3object" };
    const normal = await this.input.normal(this.limits);
    return { value: { Bytes: normal.bytes }, note: noteOf(normal) };
  }
}

function noteOf({ how, width, height }: NormalImage): string {
  return `${how};${width};${height}`;
}
