import { createHmac, timingSafeEqual } from "node:crypto";
import type { Answer } from "../answer";
import { xml } from "../aws-errors";
import type { Credentials } from "../signing/credentials";
import { headerValue, type Incoming } from "../incoming";
import { readUploadForm } from "./form-data";
import { bucketNamed, decideS3, mustBeAllowed, type S3Parts } from "./parts";
import { checkPostPolicy } from "./post-policy";
import { metadataIn, store, storedHeaders } from "./put-object";
import { S3Error, s3SignatureError } from "./s3-error";

/** Fields that S3 knows and the laptop does not model. */
const NOT_MODELLED = [
  "acl",
  "success_action_redirect",
  "tagging",
  "x-amz-storage-class",
  "x-amz-server-side-encryption",
];

/**
 * A form that a browser sends with credentials that it does not have: the signer of the form's policy is the uploader.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 *
 * @throws S3Error
 */
export function postObject(parts: S3Parts, request: Incoming, bucketName: string): Answer {
  const bucket = bucketNamed(parts, bucketName);
  const { fields: sent, file, fileName } = readUploadForm(headerValue(request, "content-type") ?? "", request.body);
  const fields = new Map(sent.map(([name, value]) => [name.toLowerCase(), value]));
  fields.set("bucket", bucketName);
  const strange = NOT_MODELLED.find((name) => fields.has(name));
  if (strange !== undefined) throw new S3Error(501, "NotImplemented", `The laptop's S3 does not know ${strange}.`);
  const policy = required(fields, "policy");
  const { session } = signer(parts, fields, policy, bucket.region);
  checkPostPolicy(policy, fields, file.length, parts.authority.clock());
  const key = required(fields, "key").replaceAll("${filename}", fileName);
  const decision = mustBeAllowed(session, decideS3(parts, request, session, { action: "s3:PutObject", bucket, key }));
  const contentType = fields.get("content-type") ?? "binary/octet-stream";
  const object = { bucket: bucketName, key, bytes: Buffer.from(file), contentType, metadata: metadataIn(sent) };
  const stored = store(parts, request, object, "ObjectCreated:Post");
  return { ...success(fields.get("success_action_status"), stored), decision };
}

function success(
  asked: string | undefined,
  stored: { readonly bucket: string; readonly key: string; readonly eTag: string; readonly versionId?: string },
): Answer {
  const headers = storedHeaders(stored);
  if (asked !== "200" && asked !== "201") return { status: 204, headers, body: "" };
  if (asked === "200") return { status: 200, headers, body: "" };
  const names = `<Bucket>${xml(stored.bucket)}</Bucket><Key>${xml(stored.key)}</Key><ETag>"${stored.eTag}"</ETag>`;
  return {
    status: 201,
    headers: { ...headers, "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${names}</PostResponse>`,
  };
}

/** The credentials that signed the policy, which is signed as it was sent: in base64. @throws S3Error */
function signer(parts: S3Parts, fields: ReadonlyMap<string, string>, policy: string, region: string): Credentials {
  const algorithm = required(fields, "x-amz-algorithm");
  const [accessKeyId = "", date = "", scopeRegion, service, end] = required(fields, "x-amz-credential").split("/");
  if (algorithm !== "AWS4-HMAC-SHA256" || end !== "aws4_request") throw s3SignatureError("incomplete");
  const credentials = parts.credentials.find(accessKeyId);
  if (!credentials || fields.get("x-amz-security-token") !== credentials.sessionToken)
    throw s3SignatureError("unknown-key");
  if (parts.credentials.hasExpired(credentials)) throw s3SignatureError("expired");
  const expected = signatureOf(policy, credentials.secretAccessKey, [date, region, "s3", "aws4_request"]);
  const given = Buffer.from(required(fields, "x-amz-signature"), "hex");
  const inScope = scopeRegion === region && service === "s3" && required(fields, "x-amz-date").startsWith(date);
  if (!inScope || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw s3SignatureError("mismatch");
  return credentials;
}

function signatureOf(policy: string, secret: string, scope: readonly string[]): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of scope) key = hmac(key, part);
  return hmac(key, policy);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function required(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value !== undefined) return value;
  throw new S3Error(400, "InvalidArgument", `Bucket POST must contain a field named '${name}'.`);
}
