/** Loaded when the first upload is offered. */
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { s3Client } from "../pool/stored/stored-object";

export interface UploadForm {
  readonly url: string;
  /** To be sent as form fields before the file, exactly these. */
  readonly fields: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const SECONDS = 900;

/**
 * A form and not a presigned PUT: only a form's policy can bound the size, and it binds every field to its value.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function presignUpload(upload: {
  readonly bucket: string;
  readonly key: string;
  readonly maxBytes: number;
  readonly fields: Record<string, string>;
}): Promise<UploadForm> {
  const expiresAt = Date.now() + SECONDS * 1000;
  const { url, fields } = await createPresignedPost(s3Client(), {
    Bucket: upload.bucket,
    Key: upload.key,
    Expires: SECONDS,
    Fields: upload.fields,
    Conditions: [["content-length-range", 1, upload.maxBytes]],
  });
  return { url, fields, expiresAt };
}
