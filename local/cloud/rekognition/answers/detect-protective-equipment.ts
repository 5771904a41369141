import { Drawn } from "../drawn";
import type { Picture } from "../picture";
import { facesIn } from "./face";

const MOST_PERSONS = 15;
const PARTS = [
  ["FACE", "FACE_COVER"],
  ["HEAD", "HEAD_COVER"],
  ["LEFT_HAND", "HAND_COVER"],
  ["RIGHT_HAND", "HAND_COVER"],
] as const;

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectProtectiveEquipment.html */
export function detectProtectiveEquipment(picture: Picture, input: Readonly<Record<string, unknown>>): unknown {
  const persons = facesIn(picture)
    .slice(0, MOST_PERSONS)
    .map(({ BoundingBox, Confidence }, Id) => ({ BodyParts: bodyParts(picture, Id), BoundingBox, Confidence, Id }));
  const asked = input["SummarizationAttributes"] as { readonly RequiredEquipmentTypes?: readonly string[] } | undefined;
  return {
    ProtectiveEquipmentModelVersion: "1.0",
    Persons: persons,
    ...(asked && { Summary: summary(persons, asked.RequiredEquipmentTypes ?? []) }),
  };
}

type BodyParts = ReturnType<typeof bodyParts>;

function bodyParts({ seed, boxes }: Picture, person: number) {
  return PARTS.map(([Name, Type]) => {
    const drawn = new Drawn(seed, `${Name} of person ${person}`);
    const Confidence = drawn.number(85, 100);
    const worn = {
      Type,
      BoundingBox: boxes[person],
      Confidence,
      CoversBodyPart: { Confidence: drawn.number(80, 100), Value: drawn.chance(0.8) },
    };
    return { Name, Confidence, EquipmentDetections: drawn.chance(0.5) ? [worn] : [] };
  });
}

function summary(
  persons: readonly { readonly Id: number; readonly BodyParts: BodyParts }[],
  required: readonly string[],
) {
  const wearsAll = ({ BodyParts }: { readonly BodyParts: BodyParts }) =>
    required.every((type) =>
      BodyParts.some(({ EquipmentDetections }) => EquipmentDetections.some(({ Type }) => Type === type)),
    );
  return {
    PersonsWithRequiredEquipment: persons.filter(wearsAll).map(({ Id }) => Id),
    PersonsWithoutRequiredEquipment: persons.filter((person) => !wearsAll(person)).map(({ Id }) => Id),
    PersonsIndeterminate: [],
  };
}
