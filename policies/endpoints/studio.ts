/** What may pass the Studio endpoint: opening profiles of our domain, and what Studio itself does there for its user. */
import { appArns, type Place, spaceArns, userProfileArn } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";
import { APP_AND_SPACE_ACTIONS } from "../studio-app-actions";

/**
 * Without CreateApp, and AddTags beside it, no app starts. AWS publishes no full list of what Studio asks of this endpoint; these are the documented ones.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-interface-endpoint.html
 */
export function studioEndpointPolicy(place: Place, names: { readonly domainId: string }): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowOpeningProfilesOfOurDomain",
      Effect: "Allow",
      Principal: "*",
      Action: "sagemaker:CreatePresignedDomainUrl",
      Resource: userProfileArn(place, names.domainId, "*"),
    },
    {
      Sid: "AllowStudioToRunApps",
      Effect: "Allow",
      Principal: "*",
      Action: APP_AND_SPACE_ACTIONS,
      Resource: [appArns(place, names.domainId), spaceArns(place, names.domainId)],
    },
  );
}
