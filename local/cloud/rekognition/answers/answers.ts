import type { OperationName } from "../../../../functions/pool/operations";
import type { Picture } from "../picture";
import { compareFaces } from "./compare-faces";
import { detectFaces } from "./detect-faces";
import { detectLabels } from "./detect-labels";
import { detectModerationLabels } from "./detect-moderation-labels";
import { detectProtectiveEquipment } from "./detect-protective-equipment";
import { detectText } from "./detect-text";
import { recognizeCelebrities } from "./recognize-celebrities";

type Input = Readonly<Record<string, unknown>>;

/** What the stand-in answers about a picture, or about two; the same for the same ones. Shapes are AWS's, contents are made up. */
export const ANSWERS: Readonly<
  Record<OperationName, (pictures: readonly [Picture, ...Picture[]], input: Input) => unknown>
> = {
  CompareFaces: ([source, target = source], input) => compareFaces(source, target, input),
  DetectFaces: ([picture], input) => detectFaces(picture, input),
  DetectLabels: ([picture], input) => detectLabels(picture, input),
  DetectModerationLabels: ([picture], input) => detectModerationLabels(picture, input),
  DetectProtectiveEquipment: ([picture], input) => detectProtectiveEquipment(picture, input),
  DetectText: ([picture]) => detectText(picture),
  RecognizeCelebrities: ([picture]) => recognizeCelebrities(picture),
};
