/** The domain's role with which RStudio's server runs: it uses the account's licence, writes its log, and is started again. */
import { appArns, logGroupArn, type Place } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";
import { STUDIO_LOG_GROUP } from "../studio-execution-role";

/** The profile that the one server of a domain belongs to. No person has it: names of people are those of config. */
export const SHARED_PROFILE = "domain-shared";

/** Using up a licence names none: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslicensemanager.html */
export const USING_LICENCES = [
  "license-manager:CheckInLicense",
  "license-manager:CheckoutLicense",
  "license-manager:ExtendLicenseConsumption",
  "license-manager:ListReceivedLicenses",
] as const;
export const READING_A_LICENCE = "license-manager:GetLicense";

/** A licence is its seller's, in whose account it stands: whose that is, nothing here knows. */
export function licenceArns({ partition }: Pick<Place, "partition">): string {
  return `arn:${partition}:license-manager::*:license:*`;
}

export function rStudioRoleTrust({ account }: Pick<Place, "account">): PolicyDocument {
  return policyDocument({
    Sid: "LetSageMakerRunRStudio",
    Effect: "Allow",
    Principal: { Service: "sagemaker.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}

/**
 * What the role needs before there is a domain: SageMaker looks for a licence while it makes one, and fails without.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-create-cli.html has sixteen actions on `*`; those that change how the whole
 * account delivers logs are left out, and logs are written to Studio's group.
 */
export function rStudioRolePolicy(place: Place): PolicyDocument {
  const log = logGroupArn(place, STUDIO_LOG_GROUP);
  return policyDocument(
    { Sid: "AllowUsingRStudiosLicence", Effect: "Allow", Action: USING_LICENCES, Resource: "*" },
    { Sid: "AllowReadingRStudiosLicence", Effect: "Allow", Action: READING_A_LICENCE, Resource: licenceArns(place) },
    {
      Sid: "AllowRStudiosLog",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [log, `${log}:*`],
    },
  );
}

/** SageMaker starts the server again with this role, when it has failed or was deleted. */
export function rStudioRestartPolicy(place: Place, { domainId }: { readonly domainId: string }): PolicyDocument {
  return policyDocument({
    Sid: "AllowStartingTheDomainsRStudioAgain",
    Effect: "Allow",
    Action: "sagemaker:CreateApp",
    Resource: appArns(place, domainId, SHARED_PROFILE),
  });
}
