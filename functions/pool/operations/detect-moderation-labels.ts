import { listOf, object, PERCENT, PROJECT_VERSION, operation, UP_TO_10_000 } from "./operation";
import { ABSENT, quotas } from "./regional-quotas";

const HUMAN_LOOP = object(
  {
    HumanLoopName: {
      kind: "text",
      minLength: 1,
      maxLength: 63,
      pattern: "^[a-z0-9](-*[a-z0-9])*$",
      words: "small letters, digits and inner hyphens",
    },
    FlowDefinitionArn: {
      kind: "text",
      minLength: 1,
      maxLength: 256,
      pattern: "^arn:[a-z0-9-]+:sagemaker:[a-z0-9-]+:[0-9]{12}:flow-definition/[A-Za-z0-9-]+$",
      words: "the ARN of a flow definition",
    },
    DataAttributes: object({
      ContentClassifiers: listOf("FreeOfPersonallyIdentifiableInformation", "FreeOfAdultContent"),
    }),
  },
  ["HumanLoopName", "FlowDefinitionArn"],
);

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectModerationLabels.html */
export const detectModerationLabels = operation({
  name: "DetectModerationLabels",
  imageMembers: ["Image"],
  imageLimits: UP_TO_10_000,
  fields: { MinConfidence: PERCENT, HumanLoopConfig: HUMAN_LOOP, ProjectVersion: PROJECT_VERSION },
  requiredFields: [],
  regionalArns: ["HumanLoopConfig.FlowDefinitionArn", "ProjectVersion"],
  resultMembers: ["ModerationLabels"],
  quotaCode: "L-7F4D1AC4",
  defaultQuotas: quotas(50, 5, { "ca-central-1": ABSENT }),
  // It has a resource type, a project's version, for requests that name one; those without name nothing.
  iamResource: "*",
});
