/** The pool's functions may call Rekognition in the Regions of the pool, in each through that Region's own endpoint, and nowhere else. */
import { type PolicyDocument, policyDocument, type Statement } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";

/** The operations that exist in a Region, by what a policy has to name for them. */
export interface CallerActions {
  /** `rekognition:DetectFaces` and the like, which have no resource type: what confines them is the pair of conditions. */
  readonly onAnything: readonly string[];
  /** Those that need a resource, with the ARN that they may name. */
  readonly onResources: readonly { readonly action: string; readonly resource: string }[];
}

/**
 * What one Region's caller contributes.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrekognition.html
 */
export function rekognitionCallerPolicy(names: {
  readonly region: string;
  readonly endpointId: string;
  readonly actions: CallerActions;
}): PolicyDocument {
  const { onAnything, onResources } = names.actions;
  const Condition = {
    StringEquals: { ...onlyThrough([names.endpointId])["StringEquals"], "aws:RequestedRegion": names.region },
  };
  const anything: Statement = {
    Sid: "AllowRekognitionHereThroughItsEndpoint",
    Effect: "Allow",
    Action: onAnything,
    Resource: "*",
    Condition,
  };
  const resources: Statement = {
    Sid: "AllowRekognitionOnOwnResourcesHereThroughItsEndpoint",
    Effect: "Allow",
    Action: onResources.map(({ action }) => action),
    Resource: [...new Set(onResources.map(({ resource }) => resource))],
    Condition,
  };
  return policyDocument(...(onAnything.length > 0 ? [anything] : []), ...(onResources.length > 0 ? [resources] : []));
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
