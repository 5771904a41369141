/** The event that tells an event bus that an image is finished. What subscribers rely on is in functions/image-ingest/README.md. */

/** EventBridge keeps names that begin with `aws.` for itself. */
export const IMAGE_EVENT_SOURCE = "private-ml-gateway.images";

/** An event's `detail-type`, by the state in which the image has ended. */
export const IMAGE_EVENT_TYPES = { done: "Image Analysed", failed: "Image Failed" } as const;

/**
 * An event's `detail`. A member may be added without a new version; one that goes or comes to mean something else takes the next number.
 * It says where the image lies and holds nothing of it, nor of its results: who may read either, the bucket and the API decide.
 */
export interface ImageEventDetail {
  readonly version: 1;
  /** As GET /v1/images/{imageId} takes it. */
  readonly imageId: string;
  readonly state: keyof typeof IMAGE_EVENT_TYPES;
  readonly bucket: string;
  /** Not encoded. */
  readonly key: string;
  /** The object's version; missing where the bucket keeps none. */
  readonly versionId?: string;
}
