import { S3Error } from "./s3-error";

/** A form as S3 reads it: every field before the file; what comes after the file is ignored. */
export interface UploadForm {
  /** In the order sent, names as sent. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: Buffer;
  /** The file part's own Content-Type, which S3 does not use. */
  readonly fileName: string;
}

const BLANK_LINE = Buffer.from("\r\n\r\n");

/**
 * multipart/form-data. https://www.rfc-editor.org/rfc/rfc7578
 * @throws S3Error
 */
export function readUploadForm(contentType: string, body: Buffer): UploadForm {
  const boundary = /^multipart\/form-data;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined)
    throw new S3Error(412, "PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data");
  const fields: [string, string][] = [];
  for (const part of partsOf(body, mark)) {
    const end = part.indexOf(BLANK_LINE);
    const head = part.toString("utf8", 0, Math.max(0, end));
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (end < 0 || name === undefined) throw malformed();
    const value = part.subarray(end + BLANK_LINE.length);
    if (name === "file") return { fields, file: value, fileName: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? "" };
    fields.push([name, value.toString("utf8")]);
  }
  throw new S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.");
}

function* partsOf(body: Buffer, mark: string): Generator<Buffer> {
  const first = Buffer.from(`--${mark}\r\n`);
  const next = Buffer.from(`\r\n--${mark}`);
  if (!body.subarray(0, first.length).equals(first)) throw malformed();
  for (let at = first.length; ;) {
    const end = body.indexOf(next, at);
    if (end < 0) throw malformed();
    yield body.subarray(at, end);
    at = end + next.length + 2;
    if (body.toString("latin1", at - 2, at) !== "\r\n") return;
  }
}

function malformed(): S3Error {
  return new S3Error(
    400,
    "MalformedPOSTRequest",
    "The body of your POST request is not well-formed multipart/form-data.",
  );
}
