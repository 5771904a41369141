/** What RStudio's server may do through endpoints: use the licence, and have itself started again. */
import { appArns, type Place, roleArnsUnder } from "../arns";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { licenceArns, READING_A_LICENCE, SHARED_PROFILE, USING_LICENCES } from "../studio-apps/r-studio";

/** Without this endpoint a server without internet finds no licence: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-network.html */
export function licenseManagerEndpointPolicy(
  place: Place,
  { rStudioRolePath }: { readonly rStudioRolePath: string },
): PolicyDocument {
  const server = ofServer(place, rStudioRolePath);
  return policyDocument(
    { Sid: "AllowRStudioToUseItsLicence", ...server, Action: USING_LICENCES, Resource: "*" },
    { Sid: "AllowRStudioToReadItsLicence", ...server, Action: READING_A_LICENCE, Resource: licenceArns(place) },
  );
}

/** At the endpoint of SageMaker's API. */
export function letRStudioStart(place: Place, domainId: string, rStudioRolePath: string): Statement {
  return {
    Sid: "AllowRStudioToStartAgain",
    ...ofServer(place, rStudioRolePath),
    Action: "sagemaker:CreateApp",
    Resource: appArns(place, domainId, SHARED_PROFILE),
  };
}

function ofServer(place: Place, rolePath: string) {
  return {
    Effect: "Allow",
    Principal: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, rolePath) } },
  } as const;
}
