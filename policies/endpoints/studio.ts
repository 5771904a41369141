/** What may pass the Studio endpoint: opening profiles of the domains that this stack serves, and what Studio itself does there for its user. */
import { appArns, type Place, spaceArns, userProfileArn } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument } from "../document";
import { byAccount, profilesOf, type StudioAccount } from "../accounts/studio-accounts";
import { APP_AND_SPACE_ACTIONS } from "../studio-app-actions";

/**
 * Without CreateApp, and AddTags beside it, no app starts. AWS publishes no full list of what Studio asks of this endpoint; these are the documented ones.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-interface-endpoint.html
 */
export function studioEndpointPolicy(
  place: Place,
  names: {
    readonly domainId: string;
    /** Existing domains that rows of the mapping table may name beside it; their apps run in networks of their own. */
    readonly furtherDomainIds?: readonly string[];
    /** Domains in other accounts: their people come in by this endpoint alone, so what Studio does for them passes here too. */
    readonly accounts?: readonly StudioAccount[];
  },
): PolicyDocument {
  const domainIds = [names.domainId, ...(names.furtherDomainIds ?? [])];
  const elsewhere = byAccount(place, names.accounts ?? []);
  return policyDocument(
    {
      Sid: "AllowOpeningProfilesOfOurDomain",
      Effect: "Allow",
      Principal: "*",
      Action: "sagemaker:CreatePresignedDomainUrl",
      Resource: oneOrList([
        ...domainIds.map((domainId) => userProfileArn(place, domainId, "*")),
        ...elsewhere.flatMap(profilesOf),
      ]),
    },
    {
      Sid: "AllowStudioToRunApps",
      Effect: "Allow",
      Principal: "*",
      Action: APP_AND_SPACE_ACTIONS,
      Resource: [
        appArns(place, names.domainId),
        spaceArns(place, names.domainId),
        ...elsewhere.flatMap((group) =>
          group.domainIds.flatMap((id) => [appArns(group.place, id), spaceArns(group.place, id)]),
        ),
      ],
    },
  );
}
