import { createHash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import { encodePlan, type ImagePlan } from "../../../functions/pool/stored/image-plan";
import { alice } from "../pool/pool-world";
import { BUCKET } from "../pool/s3-server";

export const IMAGE_ID = "0b0b0b0b-0000-4000-8000-000000000001";
export const UPLOAD = `uploads/${alice.callerId}/${IMAGE_ID}`;

export interface Created {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sequencer?: string;
  readonly eventName?: string;
  readonly bucket?: string;
  /** In bytes. */
  readonly size?: number;
}

/** As S3 spells keys in its events: like form fields. */
export function eventKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}

export function record({ key, versionId, sequencer = "0055AED6DCD90281E5", ...more }: Created): object {
  const eTag = createHash("md5").update(key).digest("hex");
  return {
    eventName: more.eventName ?? "ObjectCreated:Post",
    s3: {
      bucket: { name: more.bucket ?? BUCKET },
      object: {
        key: eventKey(key),
        size: more.size ?? 1,
        eTag,
        sequencer,
        ...(versionId !== undefined && { versionId }),
      },
    },
  };
}

/** A batch of messages; a text is a message's very body. */
export function batch(...messages: readonly (string | readonly object[])[]): SQSEvent {
  return received(1, ...messages);
}

/** @param times how often each message has been received by now */
export function received(times: number, ...messages: readonly (string | readonly object[])[]): SQSEvent {
  const records = messages.map((message, index) => ({
    messageId: `message-${index + 1}`,
    body: typeof message === "string" ? message : JSON.stringify({ Records: message }),
    attributes: { ApproximateReceiveCount: String(times) },
  }));
  return { Records: records } as unknown as SQSEvent;
}

export function planned(
  operations: ImagePlan["operations"],
  regions: ImagePlan["regions"] = "all",
): Record<string, string> {
  return { analysis: encodePlan({ operations, regions }) };
}

export function droppedId(key: string): string {
  return createHash("sha256").update(`${BUCKET}\n${key}`).digest("base64url");
}
