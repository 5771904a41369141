import { withBeside, withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { ofType, unconditional } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const READ = "AllowReadingTheOneRepository";
const API_DOOR = "AllowImageRolesToReadTheirRepositories";
const SIGN_IN_DOOR = "AllowImageRolesToSignInToTheRegistry";
const REGISTRY_DOOR = "AllowImageRolesToPullFromTheirRepositories";
const LAYERS = "AllowReadingLayersOfContainerImages";

const broken = (breaks: string, what: string, change: Fault["change"]): Fault => ({
  what,
  breaks,
  of: "strict",
  change,
});
const everyResource = (sid: string): Fault["change"] => {
  return (graph) => withStatements(graph, sid, (statement) => ({ ...statement, Resource: "*" }));
};

/** Of images that people start apps with: their roles, the endpoints to ECR, and the layers behind S3's. */
export const IMAGE_FAULTS: readonly Fault[] = [
  broken("P4", "the role of an image reads every repository", everyResource(READ)),
  broken("P5", "the role of an image reads every repository, by a star", everyResource(READ)),
  broken("P4", "the role of an image pushes images", (graph) =>
    withBeside(graph, READ, { Effect: "Allow", Action: "ecr:PutImage", Resource: "*" }),
  ),
  broken("P4", "the role of an image has what AmazonSageMakerFullAccess allows on buckets", (graph) =>
    withBeside(graph, READ, { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
  ),
  broken("P15", "the role of an image cannot pull", (graph) =>
    withStatements(graph, READ, (statement) => ({ ...statement, Action: "ecr:DescribeImages" })),
  ),
  broken("P11", "SageMaker becomes the role of an image for any account", (graph) =>
    withStatements(graph, "LetSageMakerReadTheImage", unconditional),
  ),
  broken("P11", "a notebook runs with the role of an image", (graph) => {
    const role = graph.resources.find(({ type }) => type === "aws:sagemaker/image:Image")?.inputs["roleArn"];
    return withInputs(graph, ofType("aws:sagemaker/userProfile:UserProfile"), (inputs) => ({
      ...inputs,
      userSettings: { ...(inputs["userSettings"] as object), executionRole: role },
    }));
  }),
  {
    ...broken("P16", "an image is named by a tag", (graph) =>
      withInputs(graph, ofType("aws:sagemaker/imageVersion:ImageVersion"), (inputs) => ({
        ...inputs,
        baseImage: String(inputs["baseImage"]).replace(/@.*/, ":latest"),
      })),
    ),
    status: "UNKNOWN",
  },
  broken("P10", "the endpoint of ECR's API leads to every repository", everyResource(API_DOOR)),
  broken("P10", "the endpoint of ECR's API takes every caller", (graph) =>
    withStatements(graph, API_DOOR, unconditional),
  ),
  broken("P10", "any caller signs in through the endpoint of ECR's API", (graph) =>
    withStatements(graph, SIGN_IN_DOOR, unconditional),
  ),
  broken("P10", "the endpoint of ECR's registry leads to every repository", everyResource(REGISTRY_DOOR)),
  broken("P10", "images are pushed through the endpoint of ECR's registry", (graph) =>
    withStatements(graph, REGISTRY_DOOR, (statement) => ({ ...statement, Action: "ecr:PutImage" })),
  ),
  broken("P10", "the S3 endpoint leads to every bucket, and not to layers alone", everyResource(LAYERS)),
  broken("P10", "the S3 endpoint takes what is written among layers", (graph) =>
    withStatements(graph, LAYERS, (statement) => ({ ...statement, Action: ["s3:GetObject", "s3:PutObject"] })),
  ),
];
