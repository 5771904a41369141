import type { Answer } from "../answer";
import type { RoleSession } from "../signing/credentials";
import { headerValue, type Incoming } from "../incoming";
import type { S3Address } from "./address";
import type { StoredObject } from "./object-store";
import { readableObject, type S3Parts } from "./parts";
import { notImplemented, S3Error } from "./s3-error";

const CONDITIONS = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];

/** GetObject and HeadObject: the edge leaves the body out for HEAD. @throws S3Error */
export function readObject(parts: S3Parts, request: Incoming, session: RoleSession, address: S3Address): Answer {
  const condition = CONDITIONS.find((name) => headerValue(request, name) !== undefined);
  if (condition !== undefined) throw notImplemented(`reading with ${condition}`);
  const versionId = new URLSearchParams(request.query).get("versionId");
  const { object, decision } = readableObject(parts, request, session, {
    ...address,
    ...(versionId !== null && { versionId }),
  });
  const range = readRange(headerValue(request, "range"), object.bytes.length);
  const body = range ? object.bytes.subarray(range.from, range.to + 1) : object.bytes;
  const contentRange = range && `bytes ${range.from}-${range.to}/${object.bytes.length}`;
  return {
    status: range ? 206 : 200,
    headers: { ...headersOf(object), ...(contentRange !== undefined && { "content-range": contentRange }) },
    body,
    decision,
  };
}

function headersOf(object: StoredObject): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  return {
    "content-type": object.contentType,
    etag: `"${object.eTag}"`,
    "last-modified": object.modifiedAt.toUTCString(),
    "accept-ranges": "bytes",
    ...(object.versionId !== undefined && { "x-amz-version-id": object.versionId }),
    ...Object.fromEntries(metadata),
  };
}

/** `bytes=0-63`, `bytes=64-` or `bytes=-64`; a range of another form is ignored, as HTTP wants it. */
function readRange(
  text: string | undefined,
  length: number,
): { readonly from: number; readonly to: number } | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(text ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  if (from > to) throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable");
  return { from, to };
}
