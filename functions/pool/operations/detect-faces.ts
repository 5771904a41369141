import { listOf, ANY_SIZE, operation } from "./operation";
import { quotas } from "./regional-quotas";

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectFaces.html */
export const detectFaces = operation({
  name: "DetectFaces",
  imageMembers: ["Image"],
  imageLimits: ANY_SIZE,
  fields: {
    Attributes: listOf(
      "DEFAULT",
      "ALL",
      "AGE_RANGE",
      "BEARD",
      "EMOTIONS",
      "EYE_DIRECTION",
      "EYEGLASSES",
      "EYES_OPEN",
      "GENDER",
      "MOUTH_OPEN",
      "MUSTACHE",
      "FACE_OCCLUDED",
      "SMILE",
      "SUNGLASSES",
    ),
  },
  requiredFields: [],
  regionalArns: [],
  resultMembers: ["FaceDetails"],
  quotaCode: "L-A5121FD7",
  defaultQuotas: quotas(100, 25),
  iamResource: "*",
});
