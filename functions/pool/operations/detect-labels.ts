import { type ListField, listOf, object, PERCENT, operation, UP_TO_10_000 } from "./operation";
import { ABSENT, quotas } from "./regional-quotas";

const LABEL_FILTERS: ListField = {
  kind: "list",
  max: 100,
  of: {
    kind: "text",
    minLength: 0,
    maxLength: 50,
    pattern: "^[A-Za-z0-9àâèçñó'\\-_(). ]*$",
    words: "letters, digits, blanks and ' - _ ( ) .",
  },
};

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html */
export const detectLabels = operation({
  name: "DetectLabels",
  imageMembers: ["Image"],
  imageLimits: UP_TO_10_000,
  fields: {
    MaxLabels: { kind: "integer", min: 0, max: 2_147_483_647 },
    MinConfidence: PERCENT,
    Features: { ...listOf("GENERAL_LABELS", "IMAGE_PROPERTIES"), max: 2 },
    Settings: object({
      GeneralLabels: object({
        LabelInclusionFilters: LABEL_FILTERS,
        LabelExclusionFilters: LABEL_FILTERS,
        LabelCategoryInclusionFilters: LABEL_FILTERS,
        LabelCategoryExclusionFilters: LABEL_FILTERS,
      }),
      ImageProperties: object({ MaxDominantColors: { kind: "integer", min: 0, max: 20 } }),
    }),
  },
  requiredFields: [],
  regionalArns: [],
  // Asked for IMAGE_PROPERTIES only, it answers without Labels.
  resultMembers: ["Labels", "ImageProperties"],
  quotaCode: "L-E29B542B",
  defaultQuotas: quotas(50, 5, { "ca-central-1": ABSENT }),
  iamResource: "*",
});
