import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import {
  type AnyStatement,
  withBeside,
  withoutStatements,
  withStatements,
} from "../../policies/audit/rules/changed-graph";
import { renamed, unconditional } from "../../policies/audit/rules/ways-to-change";
import { type Fault, MINT_ALLOW } from "./faults";

const REKOGNITION = "AllowRekognitionHereThroughItsEndpoint";
const REKOGNITION_DENY = "DenyRekognitionUnlessThroughOurEndpoints";

function gains(id: `M${number}`, Action: string, breaks = "P4"): Fault {
  return {
    id,
    what: `a role gains ${Action}`,
    breaks,
    of: "dev",
    change: (graph) => withBeside(graph, "AllowStudioLogs", { Effect: "Allow", Action, Resource: "*" }),
  };
}

/** P4, P5 and P6: what roles may do, on what, and by which way. */
export const ROLE_FAULTS: readonly Fault[] = [
  {
    id: "M27",
    what: "more presigned URLs than Studio's",
    breaks: "P4",
    of: "dev",
    change: (graph) =>
      withStatements(graph, MINT_ALLOW, (statement) => ({
        ...statement,
        Action: "sagemaker:CreatePresigned*",
      })),
  },
  {
    id: "M26",
    what: "everything but IAM",
    breaks: "P4",
    of: "existing-domain",
    change: (graph) =>
      withBeside(graph, "AllowWritingItsOwnLog", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  },
  {
    id: "M28",
    what: "collections of faces may be searched",
    breaks: "P5",
    of: "pool",
    change: (graph) =>
      withStatements(graph, "AllowRekognitionHereThroughItsEndpoint", (statement) => ({
        ...statement,
        Action: [[statement.Action ?? []].flat(), "rekognition:SearchFacesByImage"].flat(),
      })),
  },
  {
    id: "M29",
    what: "an Allow on all resources but some",
    breaks: "P5",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowSingleResults", ({ Resource, ...statement }) => ({
        ...statement,
        NotResource: Resource ?? [],
      })),
  },
  {
    id: "M30",
    what: "buckets whose names begin alike",
    breaks: "P5",
    of: "strict",
    change: (graph) =>
      withStatements(graph, "AllowObjectsInTheDataBuckets", (statement) => ({
        ...statement,
        Resource: "arn:aws:s3:::corp-lab-data*",
      })),
  },
  {
    id: "M31",
    what: "a bucket's Deny leaves listing open",
    breaks: "P6",
    of: "dev",
    change: (graph) => withoutStatements(graph, "DenyListingVersionsUnlessThroughOurS3Endpoints"),
  },
  {
    id: "M32",
    what: "a bucket's Deny leaves administrators out",
    breaks: "P6",
    of: "pool",
    change: (graph) =>
      withStatements(graph, "DenyObjectsUnlessThroughOurS3Endpoints", (statement) => ({
        ...statement,
        Condition: {
          ...statement.Condition,
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*admin*" },
        },
      })),
  },
  {
    id: "M33",
    what: "results through the wrong service's endpoint, or none",
    also: "the Deny for other doors",
    breaks: "P6",
    of: "dev",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyDynamoDbUnlessThroughOurEndpoint"),
        "AllowSingleResults",
        unconditional,
      ),
  },
  {
    what: "Rekognition without an endpoint's condition",
    breaks: "P6",
    of: "pool",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyRekognitionUnlessThroughOurEndpoints"),
        "AllowRekognitionHereThroughItsEndpoint",
        unconditional,
      ),
  },
  {
    what: "data buckets from anywhere",
    breaks: "P6",
    of: "strict",
    change: (graph) => withStatements(graph, "AllowObjectsInTheDataBuckets", unconditional),
  },
  {
    id: "M26",
    what: "everything but IAM",
    breaks: "P5",
    of: "dev",
    change: (graph) =>
      withBeside(graph, "AllowWritingItsOwnLog", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  },
  {
    id: "M28",
    what: "all of Rekognition",
    breaks: "P4",
    of: "dev",
    change: (graph) => withStatements(graph, REKOGNITION, (statement) => ({ ...statement, Action: "rekognition:*" })),
  },
  {
    id: "M28",
    what: "faces are put into collections",
    breaks: "P5",
    of: "dev",
    change: (graph) =>
      withStatements(graph, REKOGNITION, (statement) => ({ ...statement, Action: ["rekognition:IndexFaces"] })),
  },
  {
    id: "M30",
    what: "s3:Get* instead of two actions",
    breaks: "P4",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowReadingImagesThroughOurS3Endpoint", (statement) => ({
        ...statement,
        Action: "s3:Get*",
      })),
  },
  {
    id: "M30",
    what: "the function that signs uploads tags them, too",
    breaks: "P4",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowSeeingWhichUploadsHaveArrived", (statement) => ({
        ...statement,
        Action: "s3:*ObjectTagging",
      })),
  },
  {
    id: "M31",
    what: "the bucket's Deny loses s3:PutObject",
    also: "the Deny for uploads that the function did not sign",
    breaks: "P6",
    of: "dev",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyUploadsThatTheFunctionDidNotSign"),
        "DenyObjectsUnlessThroughOurS3Endpoints",
        (statement) => ({ ...statement, Action: ["s3:GetObject*", "s3:DeleteObject*"] }),
      ),
  },
  {
    id: "M33",
    what: "DynamoDB's statements name the S3 endpoint",
    // No call of DynamoDB comes through an endpoint for S3: nothing passes that should not, and nothing works.
    breaks: "P15",
    of: "dev",
    change: (graph) => {
      const s3 = graph.resources.find(({ name }) => name === "endpoints-s3")?.id ?? "";
      const swapped = (operator: string) => (statement: AnyStatement) => ({
        ...statement,
        Condition: { [operator]: { [SOURCE_VPCE]: s3 } },
      });
      const allow = withStatements(graph, "AllowSingleResults", swapped("StringEquals"));
      return withStatements(allow, "DenyDynamoDbUnlessThroughOurEndpoint", swapped("StringNotEquals"));
    },
  },
  {
    id: "M34",
    what: "Rekognition's condition moves into a Deny, the wrong way round",
    breaks: "P6",
    of: "dev",
    change: (graph) =>
      withStatements(
        withStatements(graph, REKOGNITION, unconditional),
        REKOGNITION_DENY,
        renamed("StringNotEquals", "StringEquals"),
      ),
  },
  gains("M49", "iam:PassRole"),
  gains("M50", "lambda:UpdateFunctionCode"),
  gains("M50", "iam:CreatePolicyVersion"),
  gains("M50", "iam:PutRolePolicy", "P3"),
  gains("M22", "sagemaker:AddTags"),
  gains("M44", "lambda:InvokeFunction", "P9"),
];
