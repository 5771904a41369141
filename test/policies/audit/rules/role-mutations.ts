import type { Graph, GraphResource } from "../../../../local/program/graph";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import { withBeside, withoutStatements, withResource, withStatements } from "./changed-graph";
import { type Mutation, ofType, STRANGE, unconditional } from "./ways-to-change";

export const ROLE_MUTATIONS: readonly Mutation[] = [
  {
    id: "M27",
    what: "more presigned URLs than Studio's",
    breaks: "P4",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowMintingForTheOneProfile", (statement) => ({
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
    change: (graph) => withoutStatements(graph, "DenyListingUnlessThroughOurS3Endpoints"),
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
    id: "M51",
    what: "a role may use keys",
    breaks: "P13",
    of: "dev",
    change: (graph) =>
      withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }),
  },
  {
    id: "M51",
    what: "a key that roles administer, and use directly",
    breaks: "P13",
    of: "dev",
    change: (graph) =>
      withResource(
        withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "kms:*", Resource: "*" }),
        keyOf(graph),
      ),
  },
  {
    id: "M53",
    what: "endpoint ids in capital letters: the Allow is dead",
    breaks: "P15",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowMintingForTheOneProfile", (statement) => ({
        ...statement,
        Condition: { StringEquals: { [SOURCE_VPCE]: "VPCE-0EF0E8EA46F33274E" } },
      })),
  },
  {
    id: "M54",
    what: "functions denied their logs outside endpoints, where Lambda writes them",
    breaks: "P15",
    of: "strict",
    change: (graph) =>
      withBeside(graph, "AllowWritingItsOwnLog", {
        Effect: "Deny",
        Action: "logs:*",
        Resource: "*",
        Condition: { StringNotEquals: { [SOURCE_VPCE]: STRANGE } },
      }),
  },
];

function keyOf(graph: Graph): GraphResource {
  const bucket = graph.resources.find(ofType("aws:s3/bucket:Bucket"));
  if (!bucket) throw new Error("The graph has no bucket to take after.");
  const arn = "arn:aws:kms:eu-central-1:111122223333:key/11112222-3333-4444-5555-666677778888";
  const type = "aws:kms/key:Key";
  return {
    ...bucket,
    urn: bucket.urn.replace(bucket.type, type),
    type,
    name: "images-key",
    id: "11112222-3333-4444-5555-666677778888",
    inputs: {},
    outputs: { arn },
  };
}
