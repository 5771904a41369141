/** What the operator of `npm run empty-studio` may do: find the apps and spaces of one Studio domain and delete them, and nothing else. */
import { appArns, domainArn, type Place, spaceArns } from "../arns";
import { type PolicyDocument, policyDocument } from "../document";

/**
 * The program attaches this to nothing: the operator's identity is the company's own, and the command prints the document to attach.
 * It reads and writes no one's files and opens no Studio; a space that is deleted takes its own volume with it.
 *
 * Operators work from outside the VPC, as `pulumi destroy` does, so no endpoint is asked for.
 */
export function emptyStudioPolicy(place: Place, names: { readonly domainId: string }): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowTheOperatorToReadTheDomain",
      Effect: "Allow",
      Action: "sagemaker:DescribeDomain",
      Resource: domainArn(place, names.domainId),
    },
    {
      // Neither takes a resource. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
      Sid: "AllowTheOperatorToListAppsAndSpaces",
      Effect: "Allow",
      Action: ["sagemaker:ListApps", "sagemaker:ListSpaces"],
      Resource: "*",
    },
    {
      Sid: "AllowTheOperatorToDeleteAppsOfTheDomain",
      Effect: "Allow",
      Action: "sagemaker:DeleteApp",
      Resource: appArns(place, names.domainId),
    },
    {
      // Only DescribeSpace says why a space could not be deleted.
      Sid: "AllowTheOperatorToDeleteSpacesOfTheDomain",
      Effect: "Allow",
      Action: ["sagemaker:DeleteSpace", "sagemaker:DescribeSpace"],
      Resource: spaceArns(place, names.domainId),
    },
  );
}
