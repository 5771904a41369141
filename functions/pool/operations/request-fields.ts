/**
 * What a request may hold beside its images, as Rekognition's own model has it (names, types, bounds).
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations.html
 */
export type Field = NumberField | TextField | ChoiceField | ListField | ObjectField;

export interface NumberField {
  readonly kind: "number" | "integer";
  readonly min?: number;
  readonly max?: number;
}

export interface TextField {
  readonly kind: "text";
  readonly minLength: number;
  readonly maxLength: number;
  /** Anchored. */
  readonly pattern?: string;
  /** The pattern in words, for whoever broke it. */
  readonly words?: string;
}

export interface ChoiceField {
  readonly kind: "choice";
  readonly of: readonly string[];
}

export interface ListField {
  readonly kind: "list";
  readonly of: Field;
  readonly max: number;
}

export interface ObjectField {
  readonly kind: "object";
  readonly members: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

const PERCENT: NumberField = { kind: "number", min: 0, max: 100 };
const RATIO: NumberField = { kind: "number", min: 0, max: 1 };
const NUMBER: NumberField = { kind: "number" };

/** The model's own bound where it has one; otherwise more than anybody needs, for a request must end somewhere. */
const LONG_LIST = 256;

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

const FACE_ATTRIBUTES = [
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
];

const HUMAN_LOOP: ObjectField = {
  kind: "object",
  required: ["HumanLoopName", "FlowDefinitionArn"],
  members: {
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
};

const PROJECT_VERSION: TextField = {
  kind: "text",
  minLength: 20,
  maxLength: 2048,
  pattern:
    "^arn:[a-z0-9-]+:rekognition:[a-z0-9-]+:[0-9]{12}:project/[A-Za-z0-9_.-]{1,255}/version/[A-Za-z0-9_.-]{1,255}/[0-9]+$",
  words: "the ARN of a project version",
};

const REGIONS_OF_INTEREST: ListField = {
  kind: "list",
  max: 10,
  of: object({
    BoundingBox: object({ Width: NUMBER, Height: NUMBER, Left: NUMBER, Top: NUMBER }),
    Polygon: { kind: "list", max: LONG_LIST, of: object({ X: NUMBER, Y: NUMBER }) },
  }),
};

export const REQUEST_FIELDS = {
  CompareFaces: {
    SimilarityThreshold: PERCENT,
    QualityFilter: { kind: "choice", of: ["NONE", "AUTO", "LOW", "MEDIUM", "HIGH"] },
  },
  DetectFaces: { Attributes: listOf(...FACE_ATTRIBUTES) },
  DetectLabels: {
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
  DetectModerationLabels: {
    MinConfidence: PERCENT,
    HumanLoopConfig: HUMAN_LOOP,
    ProjectVersion: PROJECT_VERSION,
  },
  DetectProtectiveEquipment: {
    SummarizationAttributes: {
      kind: "object",
      required: ["MinConfidence", "RequiredEquipmentTypes"],
      members: {
        MinConfidence: PERCENT,
        RequiredEquipmentTypes: listOf("FACE_COVER", "HAND_COVER", "HEAD_COVER"),
      },
    },
  },
  DetectText: {
    Filters: object({
      WordFilter: object({ MinConfidence: PERCENT, MinBoundingBoxHeight: RATIO, MinBoundingBoxWidth: RATIO }),
      RegionsOfInterest: REGIONS_OF_INTEREST,
    }),
  },
  RecognizeCelebrities: {},
} as const satisfies Readonly<Record<string, ObjectField["members"]>>;

function object(members: ObjectField["members"]): ObjectField {
  return { kind: "object", members };
}

function listOf(...choices: readonly string[]): ListField {
  return { kind: "list", max: LONG_LIST, of: { kind: "choice", of: choices } };
}
