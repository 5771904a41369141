import { marksIn } from "../../../local/portal/pool/marks";

const BoundingBox = { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 };
const Confidence = 99.44;

/** Answers in AWS's shapes, and what they say of the picture. https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Operations.html */
const CASES: readonly (readonly [operation: string, answer: object, says: readonly string[]])[] = [
  ["detect-faces", { FaceDetails: [{ BoundingBox, Confidence }] }, ["[] Face, 99.4 % sure"]],
  [
    "detect-labels",
    {
      Labels: [
        { Name: "Person", Confidence, Instances: [{ BoundingBox, Confidence: 80 }] },
        { Name: "Car", Confidence },
      ],
    },
    ["[] Person, 80.0 % sure", "Car, 99.4 % sure"],
  ],
  [
    "detect-moderation-labels",
    { ModerationLabels: [{ Name: "Weapons", ParentName: "Violence", Confidence }] },
    ["Weapons, 99.4 % sure"],
  ],
  [
    "detect-text",
    {
      TextDetections: [
        { DetectedText: "EXIT A", Type: "LINE", Confidence, Geometry: { BoundingBox } },
        { DetectedText: "EXIT", Type: "WORD", Confidence, Geometry: { BoundingBox } },
      ],
    },
    ["[] “EXIT A”, 99.4 % sure"],
  ],
  [
    "detect-protective-equipment",
    {
      Persons: [
        {
          BoundingBox,
          Confidence,
          BodyParts: [
            {
              Name: "LEFT_HAND",
              EquipmentDetections: [{ Type: "HAND_COVER", BoundingBox, Confidence, CoversBodyPart: { Value: false } }],
            },
          ],
        },
      ],
    },
    ["[] Person, 99.4 % sure", "[] Hand cover that does not cover the left hand, 99.4 % sure"],
  ],
  [
    "recognize-celebrities",
    {
      CelebrityFaces: [{ Name: "A. Person", MatchConfidence: 97, Face: { BoundingBox } }],
      UnrecognizedFaces: [{ BoundingBox, Confidence }],
    },
    ["[] A. Person, 97.0 % sure", "[] A face that is not known"],
  ],
  [
    "compare-faces",
    {
      SourceImageFace: { BoundingBox, Confidence },
      FaceMatches: [
        { Similarity: 80, Face: { BoundingBox } },
        { Similarity: 79.9, Face: { BoundingBox } },
      ],
      UnmatchedFaces: [{ BoundingBox, Confidence }],
    },
    [
      "[] The face that is looked for",
      "[] 80.0 % alike: a match at the usual threshold of 80 % (second)",
      "[] 79.9 % alike: no match at the usual threshold of 80 % (second)",
      "[] A face that does not match (second)",
    ],
  ],
  ["anything else", { Summary: [], Labels: "none" }, []],
];

test.each(CASES)("the answer of %s is told in words, and where", (_, answer, says) => {
  const told = marksIn(answer as Record<string, unknown>);
  expect(
    told.map(
      ({ text, box, picture }) => `${box === BoundingBox ? "[] " : ""}${text}${picture === 1 ? " (second)" : ""}`,
    ),
  ).toEqual(says);
});
