/** The pool's functions may call Rekognition in the Regions of the pool, in each through that Region's own endpoint, and nowhere else. */
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/**
 * What one Region's caller contributes. The operations have no resource type, hence `*`; what confines them is the pair of conditions.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html
 */
export function rekognitionCallerPolicy(names: {
  readonly region: string;
  readonly endpointId: string;
  /** `rekognition:DetectFaces` and the like: those that exist in the Region. */
  readonly actions: readonly string[];
}): PolicyDocument {
  return policyDocument({
    Sid: "AllowRekognitionHereThroughItsEndpoint",
    Effect: "Allow",
    Action: names.actions,
    Resource: "*",
    Condition: {
      StringEquals: { ...onlyThrough([names.endpointId])["StringEquals"], "aws:RequestedRegion": names.region },
    },
  });
}

/** Holds even with AmazonRekognitionFullAccess attached: other endpoints and other Regions stay shut. */
export function denyRekognitionElsewhere(names: {
  readonly endpointIds: readonly string[];
  /** Where images of this environment may go. */
  readonly allowedRegions: readonly string[];
}): Statement[] {
  return [
    {
      Sid: "DenyRekognitionUnlessThroughOurEndpoints",
      Effect: "Deny",
      Action: "rekognition:*",
      Resource: "*",
      Condition: unlessThrough(names.endpointIds),
    },
    {
      Sid: "DenyRekognitionOutsideTheAllowedRegions",
      Effect: "Deny",
      Action: "rekognition:*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": names.allowedRegions } },
    },
  ];
}
