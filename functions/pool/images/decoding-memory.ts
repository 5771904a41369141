import { type ImageKind, ImageRefused, kindName } from "./accepted-images";

/** What a picture's header says of the work of decoding it. */
export interface DecodingWork {
  readonly kind: ImageKind;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytesPerChannel: number;
  /** A JPEG in several scans: its coefficients are held until the last. */
  readonly isMultiScan?: boolean;
  /** Turned upright by its Exif block, for which all rows are held. */
  readonly isTurned?: boolean;
  /** Pixels that are decoded, where they are more than are shown. */
  readonly codedPixels?: number;
  /** Held beside the picture. */
  readonly blockBytes?: number;
}

/**
 * Share of a function's memory that it may take at its peak. The rest is for what differs from the measurements: another
 * release of Node or libvips, memory that has been freed and not given back.
 */
const SHARE = 0.8;
/**
 * Node with the SDK's clients and libvips, an event of 6 MB as text, as JSON and decoded, an object of 15 MB, and the
 * request to Rekognition in base64. The rekognition function's own process had 207 MiB at its peak, on Node 20; a test asks it anew.
 */
export const FUNCTION_BYTES = 320 * 1024 * 1024;

/** JPEG of pure noise, twice: what the last encode made may not have been collected when the next one has ended. */
const ENCODED_BYTES = 2.5;
/** Of two bytes each. */
const COEFFICIENT_BYTES = 2;
const STREAMED_JPEG_BYTES = 1;
/** Its canvas, and the picture in four channels. */
const GIF_BYTES = 6;
/** libwebp holds a frame, libvips another; both in four channels. */
const WEBP_BYTES = 10;
/** Our own decoder's pixels, in four channels, and those of the last picture, which may not have been collected yet. */
const BMP_BYTES = 8;
/** aom's frames, libheif's planes and the picture; from 10 bits on, each sample has two bytes. */
const AVIF_BYTES = 21;
const DEEP_AVIF_BYTES = 27;

/**
 * Bytes for each pixel at the peak of decoding it and encoding it as JPEG, in one thread. The factors were measured as the
 * process' peak over pictures of 9 to 100 megapixels, several times in one process, and rounded up; `npm run bench image`
 * holds them against what is measured now.
 */
export function decodingBytesPerPixel(work: DecodingWork): number {
  const { channels, bytesPerChannel, width, height } = work;
  const raw = channels * bytesPerChannel;
  const turned = work.isTurned ? raw : 0;
  const coded = Math.max(1, (work.codedPixels ?? 0) / (width * height));
  switch (work.kind) {
    case "jpeg":
      return ENCODED_BYTES + STREAMED_JPEG_BYTES + turned + (work.isMultiScan ? COEFFICIENT_BYTES * channels : 0);
    case "gif":
      return ENCODED_BYTES + GIF_BYTES;
    case "webp":
      return ENCODED_BYTES + WEBP_BYTES;
    case "heif":
      return ENCODED_BYTES + coded * (bytesPerChannel > 1 ? DEEP_AVIF_BYTES : AVIF_BYTES);
    case "bmp":
      return ENCODED_BYTES + BMP_BYTES;
    default:
      return ENCODED_BYTES + raw + turned;
  }
}

/**
 * Refuses a picture whose decoding would take more than the function has, before anything is allocated for it: Lambda
 * would kill the function in the middle, and a queue bring the same image again.
 * @param memoryBytes all that the function has
 * @throws ImageRefused 400 with its size and how large it may be
 */
export function refuseBeyondMemory(work: DecodingWork, memoryBytes: number): void {
  const { kind, width, height, blockBytes = 0 } = work;
  const perPixel = decodingBytesPerPixel(work);
  const available = memoryBytes * SHARE - FUNCTION_BYTES - blockBytes;
  const most = Math.max(0, Math.floor(available / perPixel));
  if (width * height <= most) return;
  const deep = work.bytesPerChannel > 1 ? ", more than 8 bits a channel" : "";
  throw new ImageRefused(
    "invalid_request",
    `The image is ${width} × ${height} pixels; one like it (${kindName(kind)}${deep}) may have at most ${most} pixels ` +
      "(width × height), because of the memory that decoding takes. Send it smaller, or as a baseline JPEG.",
  );
}
