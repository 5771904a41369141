/** The stateless operations of Rekognition Image that the pool serves, as AWS spells them. Quotas, weights and health are kept for each. */
export const OPERATION_NAMES = [
  "CompareFaces",
  "DetectFaces",
  "DetectLabels",
  "DetectModerationLabels",
  "DetectProtectiveEquipment",
  "DetectText",
  "RecognizeCelebrities",
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];
