import type { IncomingMessage } from "node:http";
import { readUploadForm } from "../cloud/s3/form-data";
import { S3Error } from "../cloud/s3/s3-error";

/** What a form of ours sent. */
export interface Form {
  readonly fields: URLSearchParams;
  /** Of the form that has one; empty when none was chosen. */
  readonly file?: Buffer;
}

/** A picture of 8 MB and the other fields. The API refuses by itself what is more than it takes, and says so better. */
const LARGEST_FORM_BYTES = 8.5 * 1024 * 1024;

/** Fields as browsers send them: URL-encoded, or in parts when a file is the last of them. @returns undefined when there is too much */
export async function formOf(request: IncomingMessage): Promise<Form | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_FORM_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_FORM_BYTES) return undefined;
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { fields: new URLSearchParams(body.toString("utf8")) };
  try {
    const { fields, file } = readUploadForm(type, body);
    return { fields: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])), file };
  } catch (error) {
    // A body that is not a form has no fields, and so no token of ours either.
    if (error instanceof S3Error) return { fields: new URLSearchParams() };
    throw error;
  }
}
