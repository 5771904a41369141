import { arn, ec2Id, letters } from "./identifiers";
import { idOr, neededText, textInput, type Created, type NewResource, type OutputModels } from "./model";

/** Studio. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html */
export const SAGEMAKER_MODELS: OutputModels = {
  "aws:sagemaker/domain:Domain": domain,
  "aws:sagemaker/userProfile:UserProfile": userProfile,
  "aws:sagemaker/image:Image": (r) => namedBy(r, "imageName", "image"),
  "aws:sagemaker/appImageConfig:AppImageConfig": (r) => namedBy(r, "appImageConfigName", "app-image-config"),
  "aws:sagemaker/imageVersion:ImageVersion": imageVersion,
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

/** The provider's id of both is the name. */
function namedBy(resource: NewResource, input: string, kind: string): Created {
  const name = neededText(resource, input);
  return { id: idOr(resource, name), outputs: { arn: arn(resource, "sagemaker", `${kind}/${name}`) } };
}

/** The first of its image. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateImageVersion.html */
function imageVersion(resource: NewResource): Created {
  const image = neededText(resource, "imageName");
  return {
    id: idOr(resource, `${image},1`),
    outputs: {
      arn: arn(resource, "sagemaker", `image-version/${image}/1`),
      imageArn: arn(resource, "sagemaker", `image/${image}`),
      version: 1,
    },
  };
}
