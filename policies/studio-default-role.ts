/** The domain's default execution role, for profiles made outside this program: it may do nothing, and never mint. */
import { type PolicyDocument, policyDocument } from "./document";

/** The Deny stands for the day AmazonSageMakerFullAccess is attached to it: that policy allows minting for every profile. */
export function studioDefaultRolePolicy(): PolicyDocument {
  return policyDocument({
    Sid: "DenyMintingToTheDefaultRole",
    Effect: "Deny",
    Action: ["sagemaker:CreatePresignedDomainUrl", "sagemaker:CreatePresignedDomainUrlWithPrincipalTag"],
    Resource: "*",
  });
}
