import { arn, ec2Id, letters } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Studio. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html */
export const SAGEMAKER_MODELS: OutputModels = {
  "aws:sagemaker/domain:Domain": domain,
  "aws:sagemaker/userProfile:UserProfile": userProfile,
};

function domain(resource: NewResource): Created {
  const id = idOr(resource, `d-${letters(resource.urn, 12)}`);
  return {
    id,
    outputs: {
      arn: arn(resource, "sagemaker", `domain/${id}`),
      url: `https://${id}.studio.${resource.region}.sagemaker.aws`,
      homeEfsFileSystemId: ec2Id(resource, "fs"),
      securityGroupIdForDomainBoundary: ec2Id(resource, "sg", "boundary"),
      singleSignOnApplicationArn: "",
      singleSignOnManagedApplicationInstanceId: "",
      appNetworkAccessType: textInput(resource, "appNetworkAccessType") ?? "PublicInternetOnly",
    },
  };
}

function userProfile(resource: NewResource): Created {
  const path = `user-profile/${neededText(resource, "domainId")}/${neededText(resource, "userProfileName")}`;
  const own = arn(resource, "sagemaker", path);
  // The provider's id of a user profile is its ARN, not its name.
  return { id: idOr(resource, own), outputs: { arn: own, homeEfsFileSystemUid: "200005" } };
}
