/** Objects of the images bucket, as far as one image needs them. Loaded when an object is first asked about. */
import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import {
  clientSettings,
  USUAL_LIMITS,
  logUpstreamFailure,
  statusOf,
  emptyAnswer,
  upstreamRefusal,
} from "../../aws/upstream-call";
import { ObjectRefused } from "./object-refused";

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export interface ObjectHead {
  /** Pinned: everything later reads this very version. Missing where the bucket keeps none. */
  readonly version?: string;
  readonly bytes: number;
  /** Without the `x-amz-meta-`, names in small letters. */
  readonly metadata: Readonly<Record<string, string>>;
}

let client: S3Client | undefined;

/** The S3 client of this environment; also signs uploads. */
export function s3Client(): S3Client {
  return (client ??= new S3Client(clientSettings(USUAL_LIMITS)));
}

/**
 * @param remainingMs milliseconds that reading may take in all; S3 is given up on then
 * @throws ObjectRefused when there is no such object that the gateway may read; Refusal 502 when S3 does not say its length, 503 when S3
 * does not answer
 */
export async function headObject(name: ObjectName, requestId: string, remainingMs = Infinity): Promise<ObjectHead> {
  const input = { Bucket: name.bucket, Key: name.key, ...(name.version !== undefined && { VersionId: name.version }) };
  const head = await fromS3("s3:HeadObject", requestId, () =>
    s3Client().send(new HeadObjectCommand(input), budget(remainingMs)),
  );
  // Unknown is not empty: an answer through something that cuts it short would make a whole image an empty one.
  if (head.ContentLength === undefined) throw emptyAnswer({ operation: "s3:HeadObject", requestId });
  const version = name.version ?? head.VersionId;
  return { bytes: head.ContentLength, metadata: head.Metadata ?? {}, ...(version !== undefined && { version }) };
}

/**
 * Reads an object, or its beginning, and never more than `most` bytes of it into memory, whatever its head has said.
 *
 * @param beginning only so many bytes are wanted
 * @param name of an object that is not empty by its head
 * @returns undefined when the object is longer than `most`
 * @throws ObjectRefused and Refusal as headObject; Refusal 502 when S3 sends nothing of it
 */
export async function readObject(
  name: ObjectName,
  { most, beginning }: { readonly most: number; readonly beginning?: number },
  requestId: string,
  remainingMs = Infinity,
): Promise<Uint8Array | undefined> {
  const input = {
    Bucket: name.bucket,
    Key: name.key,
    ...(name.version !== undefined && { VersionId: name.version }),
    ...(beginning !== undefined && { Range: `bytes=0-${beginning - 1}` }),
  };
  const read = await fromS3("s3:GetObject", requestId, async () => {
    const signal = budget(remainingMs);
    const { Body } = await s3Client().send(new GetObjectCommand(input), signal);
    return Body ? readAtMost(Body as Readable, beginning ?? most, beginning !== undefined) : new Uint8Array();
  });
  if (read?.length === 0) throw emptyAnswer({ operation: "s3:GetObject", requestId });
  return read;
}

/** @param isCut a longer stream is cut off there instead of being refused */
async function readAtMost(stream: Readable, most: number, isCut: boolean): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop destroys the stream and with it the connection.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most && !isCut) return undefined;
    chunks.push(chunk);
    if (size >= most && isCut) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

function budget(remainingMs: number): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(Math.max(0, Math.floor(Math.min(2 * USUAL_LIMITS.request, remainingMs)))) };
}

/** No such object or version; a marker in place of one that was deleted. A HEAD has no body, so the status is all there is. */
const GONE = [404, 405];

async function fromS3<T>(operation: string, requestId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error) ?? 0;
    if (status < 400 || status >= 500 || status === 429) throw upstreamRefusal({ operation, requestId }, error);
    logUpstreamFailure({ operation, requestId }, error);
    throw new ObjectRefused(GONE.includes(status));
  }
}
