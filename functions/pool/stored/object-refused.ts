import { Refusal } from "../../contract/problem";

/**
 * S3 does not hand an object out. It says 404 only to a role that may list the bucket, which the pool's functions may not:
 * a 403 means that the object is not there or that it cannot be read, and cannot be told apart here.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_RequestSyntax
 */
export class ObjectRefused extends Error {
  /** @param isGone S3 has said that there is no such object */
  constructor(readonly isGone: boolean) {
    super("S3 does not hand the object out.");
    this.name = "ObjectRefused";
  }
}

/** For the caller who named the object. @param member the image's name in the request */
export function refusalOfNamedObject(member: string, { isGone }: ObjectRefused): Refusal {
  const field = `${member}.S3Object`;
  const fault = isGone
    ? "names an object or a version that does not exist"
    : "names an object or a version that does not exist, or that the gateway may not read";
  const allowed = "the Name of an object in the bucket, letter for letter; a Version only if the object has it";
  return new Refusal({
    code: "invalid_request",
    detail: `${field} ${fault}.`,
    errors: [{ field, fault, allowed }],
  });
}

/**
 * For an image that S3 has announced. Events name versions, which stay when an object is deleted: what cannot be read is
 * hardly ever gone, and far more likely a permission or a key at fault, after whose repair the image can be tried again.
 */
export function refusalOfNewObject({ isGone }: ObjectRefused): Refusal {
  return new Refusal(
    isGone
      ? { code: "invalid_request", detail: "The image is no longer in the bucket." }
      : { code: "upstream_refused", detail: "The image is not in the bucket, or the gateway may not read it." },
  );
}
