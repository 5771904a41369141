import { listOf, object, PERCENT, operation } from "./operation";
import { ABSENT, quotas } from "./regional-quotas";

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectProtectiveEquipment.html */
export const detectProtectiveEquipment = operation({
  name: "DetectProtectiveEquipment",
  imageMembers: ["Image"],
  imageLimits: { maxBytes: 4 * 1024 * 1024, minSide: 64, maxSide: 4096 },
  fields: {
    SummarizationAttributes: object(
      {
        MinConfidence: PERCENT,
        RequiredEquipmentTypes: listOf("FACE_COVER", "HAND_COVER", "HEAD_COVER"),
      },
      ["MinConfidence", "RequiredEquipmentTypes"],
    ),
  },
  requiredFields: [],
  regionalArns: [],
  resultMembers: ["Persons"],
  quotaCode: "L-6F294C5B",
  defaultQuotas: quotas(5, 5, { "ca-central-1": ABSENT, "il-central-1": ABSENT }),
  iamResource: "*",
});
