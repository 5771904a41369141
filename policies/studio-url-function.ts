/** The studio-url function may become the minting role through our sts endpoint and, in table mode, read callers' rows: it holds no SageMaker permission of its own. */
import type { DataKey } from "./data-key/use-data-key";
import { type PolicyDocument, policyDocument } from "./document";
import { onlyThrough, unlessThrough } from "./from-our-endpoints";
import { readRowsInsideVpc } from "./people-table";

export function studioUrlFunctionPolicy(names: {
  /** The one role (sessionTags), or the pattern that this stack's minting roles are named by and no other role can be (rolePerProfile). */
  readonly mintingRoleArn: string;
  /** Of Studio domains in other accounts; each by its name, none by a pattern. */
  readonly otherMintingRoleArns?: readonly string[];
  readonly stsEndpointId: string;
  /** false in rolePerProfile mode, where sessions carry no tags. */
  readonly tagsSessions: boolean;
  /** Of table mode; absent in claim mode. */
  readonly rows?:
    | { readonly tableArn: string; readonly dynamodbEndpointId: string; readonly dataKey?: DataKey | undefined }
    | undefined;
}): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowBecomingTheMintingRole",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity", ...(names.tagsSessions ? ["sts:TagSession"] : [])],
      Resource: [names.mintingRoleArn, ...(names.otherMintingRoleArns ?? [])],
      Condition: onlyThrough([names.stsEndpointId]),
    },
    {
      Sid: "DenyStsUnlessThroughOurStsEndpoint",
      Effect: "Deny",
      Action: "sts:*",
      Resource: "*",
      Condition: unlessThrough([names.stsEndpointId]),
    },
    {
      // Holds even with AmazonSageMakerFullAccess attached to the function's role.
      Sid: "DenySageMakerToTheFunctionItself",
      Effect: "Deny",
      Action: "sagemaker:*",
      Resource: "*",
    },
    ...(names.rows ? readRowsInsideVpc(names.rows) : []),
  );
}
