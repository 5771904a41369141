import { Refusal } from "../../contract/problem";
import { methodAndPath } from "../../contract/routes";
import type { DecodingMeans } from "../images/decoding-means";
import { DecodingUnfinished, imageKind, ImageRefused, type ImageLimits } from "../images/accepted-images";
import { normalImage, type NormalImage } from "../images/normal-image";
import { ObjectRefused, refusalOfNamedObject } from "../stored/object-refused";
import type { ObjectHead, ObjectName } from "../stored/stored-object";

/** An object as Rekognition itself can read it. */
export interface S3Reference {
  readonly Bucket: string;
  readonly Name: string;
  readonly Version?: string;
}

/** One image of a request, wherever it is. Read once, and made to fit once for each set of limits. */
export interface ImageInput {
  /** @throws Refusal 400, 413, 415, 502, 503 or 504 */
  normal(limits: ImageLimits): Promise<NormalImage>;
  /** Undefined when Rekognition cannot read it where it lies. */
  s3Object(): Promise<S3Reference | undefined>;
}

const UPLOAD_IT = `Upload it with ${methodAndPath("upload-image")}, where there is more.`;

/** @param member the image's name in the request, for what a caller is told */
export function bytesInput(member: string, bytes: Uint8Array, means: DecodingMeans): ImageInput {
  return {
    normal: oncePerLimits(() => Promise.resolve(bytes), { member, means, ifUnfinished: UPLOAD_IT }),
    s3Object: () => Promise.resolve(undefined),
  };
}

/** More of a file does not tell its kind any better. */
const BEGINNING_BYTES = 64;
/** Rekognition reads nothing larger from S3. https://docs.aws.amazon.com/rekognition/latest/dg/limits.html */
const MAX_S3_OBJECT_BYTES = 15 * 1024 * 1024;

export interface StoredInputOptions {
  /** Largest object that is read into memory. */
  readonly maxBytes: number;
  readonly requestId: string;
  readonly means: DecodingMeans;
  /** What is known of the object already. */
  readonly head?: ObjectHead;
  /** What is answered when S3 does not hand it out; by default, what a caller reads who named it. */
  readonly refusalOf?: (refused: ObjectRefused) => Refusal;
  /** What is advised when the time is over before it is decoded; by default, to upload it. */
  readonly ifUnfinished?: string;
}

/** An object of the images bucket. Its size is looked at before it is read, and its version is pinned with that. */
export function storedInput(member: string, name: ObjectName, options: StoredInputOptions): ImageInput {
  const { maxBytes, requestId, means, ifUnfinished = UPLOAD_IT } = options;
  const { refusalOf = (refused: ObjectRefused) => refusalOfNamedObject(member, refused) } = options;
  const pinned = once(async () => {
    const head =
      options.head ??
      (await fromBucket(refusalOf, ({ headObject }) => headObject(name, requestId, means.remainingMs())));
    if (head.bytes > maxBytes) throw tooLarge(maxBytes);
    if (head.bytes === 0) throw new Refusal({ code: "invalid_request", detail: `${member} names an empty object.` });
    return { ...name, ...(head.version !== undefined && { version: head.version }), bytes: head.bytes };
  });
  const bytes = once(async () => {
    const object = await pinned();
    const read = await fromBucket(refusalOf, ({ readObject }) =>
      readObject(object, { most: maxBytes }, requestId, means.remainingMs()),
    );
    if (!read) throw tooLarge(maxBytes);
    return read;
  });
  const s3Object = once(async () => {
    const object = await pinned();
    if (object.bytes > MAX_S3_OBJECT_BYTES) return undefined;
    const beginning = { most: maxBytes, beginning: BEGINNING_BYTES };
    const start = await fromBucket(refusalOf, ({ readObject }) =>
      readObject(object, beginning, requestId, means.remainingMs()),
    );
    if (!start || !["jpeg", "png"].includes(imageKind(start))) return undefined;
    const { bucket, key, version } = object;
    return { Bucket: bucket, Name: key, ...(version !== undefined && { Version: version }) };
  });
  return { normal: oncePerLimits(bytes, { member, means, ifUnfinished }), s3Object };
}

type Bucket = typeof import("../stored/stored-object.js");

async function fromBucket<T>(
  refusalOf: NonNullable<StoredInputOptions["refusalOf"]>,
  ask: (bucket: Bucket) => Promise<T>,
): Promise<T> {
  try {
    return await ask(await import("../stored/stored-object.js"));
  } catch (error) {
    throw error instanceof ObjectRefused ? refusalOf(error) : error;
  }
}

interface Fitting {
  readonly member: string;
  readonly means: DecodingMeans;
  readonly ifUnfinished: string;
}

function oncePerLimits(bytes: () => Promise<Uint8Array>, fitting: Fitting): ImageInput["normal"] {
  const made = new Map<string, Promise<NormalImage>>();
  return (limits) => {
    const key = JSON.stringify(limits);
    const known = made.get(key) ?? fitted(bytes, limits, fitting);
    made.set(key, known);
    return known;
  };
}

async function fitted(bytes: () => Promise<Uint8Array>, limits: ImageLimits, fitting: Fitting): Promise<NormalImage> {
  try {
    return await normalImage(await bytes(), limits, fitting.means);
  } catch (error) {
    throw asRefusal(fitting, error);
  }
}

function asRefusal({ member, ifUnfinished }: Fitting, error: unknown): unknown {
  if (error instanceof DecodingUnfinished) {
    const detail = `${member} could not be decoded in the time that a call has. ${ifUnfinished}`;
    return new Refusal({ code: "upstream_timeout", detail });
  }
  if (!(error instanceof ImageRefused)) return error;
  const { code, detail } = error;
  if (code === "unsupported_media_type") return new Refusal({ code, detail });
  const errors = [{ field: member, fault: "is an image that cannot be used", allowed: detail }];
  return new Refusal({ code, detail, errors });
}

function tooLarge(maxBytes: number): Refusal {
  const detail = `An image in the bucket may have ${maxBytes} bytes at most.`;
  return new Refusal({ code: "request_too_large", detail });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

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
  async valueFor(region: string, bucketRegion: string): Promise<SentImage> {
    if (this.#native && region === bucketRegion)
      return { value: { S3Object: this.#native }, note: "s3object", bytes: 0 };
    const normal = await this.input.normal(this.limits);
    return { value: { Bytes: normal.bytes }, note: noteOf(normal), bytes: normal.bytes.length };
  }
}

/** An image as one Region is sent it. */
export interface SentImage {
  readonly value: object;
  /** How it travelled. */
  readonly note: string;
  /** None when Rekognition reads it from the bucket. */
  readonly bytes: number;
}

function noteOf({ how, width, height }: NormalImage): string {
  return `${how};${width};${height}`;
}
