import type { Answer } from "../answer";
import type { RoleSession } from "../signing/credentials";
import type { Incoming } from "../incoming";
import type { S3Address } from "./address";
import { readableObject, type S3Parts } from "./parts";

const NONE =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet/></Tagging>';

/** GetObjectTagging, of the current version: objects have no tags here, since none are ever put. @throws S3Error */
export function readTags(parts: S3Parts, request: Incoming, session: RoleSession, address: S3Address): Answer {
  const { decision } = readableObject(parts, request, session, address, { of: "Tagging" });
  return { status: 200, headers: { "content-type": "application/xml" }, body: Buffer.from(NONE), decision };
}
