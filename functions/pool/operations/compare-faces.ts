import { PERCENT, ANY_SIZE, operation } from "./operation";
import { quotas } from "./regional-quotas";

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_CompareFaces.html */
export const compareFaces = operation({
  name: "CompareFaces",
  imageMembers: ["SourceImage", "TargetImage"],
  imageLimits: ANY_SIZE,
  fields: {
    SimilarityThreshold: PERCENT,
    QualityFilter: { kind: "choice", of: ["NONE", "AUTO", "LOW", "MEDIUM", "HIGH"] },
  },
  requiredFields: [],
  regionalArns: [],
  resultMembers: ["FaceMatches"],
  // In which of the two images, AWS does not say.
  invalidImages: { fault: "no face was found", allowed: "a picture of a face in each of the two" },
  quotaCode: "L-73A341CE",
  defaultQuotas: quotas(100, 25),
  iamResource: "*",
});
