import type { Answer } from "../answer";
import { headerValue, type Incoming } from "../incoming";
import { checkSignature } from "../signing/signature";
import { s3Address } from "./address";
import { answerPreflight, corsHeaders } from "./cors";
import { bucketNamed, type S3Parts } from "./parts";
import { postObject } from "./post-object";
import { putObject } from "./put-object";
import { readObject } from "./read-object";
import { readTags } from "./read-tags";
import { notImplemented, S3Error, s3ErrorAnswer, s3SignatureError } from "./s3-error";

/** Of GET's and PUT's query parameters these change nothing; any other asks for something that is not stood in for. */
const HARMLESS_QUERY = ["x-id", "versionId", "x-amz-checksum-mode"];

/** S3, as far as one needs it to put an image and to read it: REST, with the signature in headers or in a form. */
export async function answerS3(parts: S3Parts, request: Incoming): Promise<Answer> {
  try {
    const address = s3Address(request);
    const bucket = parts.buckets.get(address.bucket);
    const answer = await answerAbout(parts, request, address);
    return {
      ...answer,
      headers: { "x-amz-request-id": request.requestId, ...corsHeaders(bucket, request), ...answer.headers },
    };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return s3ErrorAnswer(error, request.requestId);
  }
}

/** A form for a bucket: not signed by header, so it is told by what it is. */
export function isUploadForm(parts: S3Parts, request: Incoming): boolean {
  if (request.method !== "POST" && request.method !== "OPTIONS") return false;
  return parts.buckets.has(request.path.split("/")[1] ?? "") || parts.buckets.has(hostBucket(request));
}

async function answerAbout(parts: S3Parts, request: Incoming, address: ReturnType<typeof s3Address>): Promise<Answer> {
  const bucket = bucketNamed(parts, address.bucket);
  if (request.method === "OPTIONS") return answerPreflight(bucket, request);
  if (request.method === "POST" && address.key === "") return postObject(parts, request, bucket.name);
  const check = await checkSignature(request, parts.credentials, { service: "s3", region: bucket.region });
  if (!check.ok) throw s3SignatureError(check.fault);
  const query = [...new URLSearchParams(request.query).keys()];
  if (request.method === "GET" && query.includes("tagging")) return readTags(parts, request, check.session, address);
  const strange = query.find((name) => !HARMLESS_QUERY.includes(name));
  if (strange !== undefined || address.key === "") throw notImplemented(strange ?? "operations on the bucket itself");
  if (request.method === "PUT") return putObject(parts, request, check.session, address);
  if (request.method === "GET" || request.method === "HEAD") return readObject(parts, request, check.session, address);
  throw notImplemented(request.method);
}

function hostBucket(request: Incoming): string {
  return (headerValue(request, "host") ?? "").split(".s3")[0] ?? "";
}
