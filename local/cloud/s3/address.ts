import { headerValue, type Incoming } from "../incoming";
import { S3Error } from "./s3-error";

/** What a request is about: a bucket, or an object in it. */
export interface S3Address {
  readonly bucket: string;
  /** Decoded; "" for the bucket itself. */
  readonly key: string;
}

/** `images.s3.eu-central-1.amazonaws.com`, or the same by an endpoint's own name. */
const BUCKET_HOST = /^([a-z0-9][a-z0-9.-]*)\.(?:bucket\.vpce-[0-9a-z-]+\.)?s3[.-][a-z0-9.-]*amazonaws\.com/i;

/**
 * By the bucket's own host name, or as first segment of the path. Keys are decoded once and nothing is normalised: `a/../b` and `a//b`
 * are keys like any other.
 *
 * @throws S3Error
 */
export function s3Address(request: Pick<Incoming, "headers" | "path">): S3Address {
  const host = BUCKET_HOST.exec(headerValue(request, "host") ?? "")?.[1];
  const path = request.path.slice(1);
  const cut = path.indexOf("/");
  const [bucket, key] =
    host === undefined ? [cut < 0 ? path : path.slice(0, cut), cut < 0 ? "" : path.slice(cut + 1)] : [host, path];
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}
