import { ANY_SIZE, operation } from "./operation";
import { ABSENT, quotas } from "./regional-quotas";

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_RecognizeCelebrities.html */
export const recognizeCelebrities = operation({
  name: "RecognizeCelebrities",
  imageMembers: ["Image"],
  imageLimits: ANY_SIZE,
  fields: {},
  requiredFields: [],
  regionalArns: [],
  resultMembers: ["CelebrityFaces"],
  quotaCode: "L-5FF750C4",
  defaultQuotas: quotas(50, 5, { "ca-central-1": ABSENT, "il-central-1": ABSENT }),
  iamResource: "*",
});
