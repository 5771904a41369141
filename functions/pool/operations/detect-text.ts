import { LONG_LIST, type NumberField, object, PERCENT, RATIO, ANY_SIZE, operation } from "./operation";
import { ABSENT, quotas } from "./regional-quotas";

const NUMBER: NumberField = { kind: "number" };

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectText.html */
export const detectText = operation({
  name: "DetectText",
  imageMembers: ["Image"],
  imageLimits: ANY_SIZE,
  fields: {
    Filters: object({
      WordFilter: object({ MinConfidence: PERCENT, MinBoundingBoxHeight: RATIO, MinBoundingBoxWidth: RATIO }),
      RegionsOfInterest: {
        kind: "list",
        max: 10,
        of: object({
          BoundingBox: object({ Width: NUMBER, Height: NUMBER, Left: NUMBER, Top: NUMBER }),
          Polygon: { kind: "list", max: LONG_LIST, of: object({ X: NUMBER, Y: NUMBER }) },
        }),
      },
    }),
  },
  requiredFields: [],
  regionalArns: [],
  resultMembers: ["TextDetections"],
  quotaCode: "L-87CF5BA6",
  defaultQuotas: quotas(50, 5, { "ca-central-1": ABSENT }),
  iamResource: "*",
});
