import type { Box } from "../../cloud/rekognition/bright-boxes";

/** One thing that an answer says about a picture. */
export interface Mark {
  /** In words: what it is, and how sure Rekognition is. */
  readonly text: string;
  /** As ratios of the picture; absent for what is said of the picture as a whole. */
  readonly box?: Box;
  /** Which of the pictures that were sent, from 0. */
  readonly picture: number;
}

type Found = Readonly<Record<string, unknown>>;

/** From this similarity on CompareFaces calls two faces a match, unless it is asked for another. */
const USUAL_THRESHOLD = 80;
const MOST_MARKS = 30;

/** By member of the answer. A member that only one operation has is enough to know it by. */
const READERS: Readonly<Record<string, (found: Found) => readonly Mark[]>> = {
  FaceDetails: (face) => [marked(`Face, ${sure(face)}`, face)],
  Labels: labelled,
  ModerationLabels: ({ Name, ...label }) => [{ text: `${String(Name)}, ${sure(label)}`, picture: 0 }],
  TextDetections: (text) => (text["Type"] === "LINE" ? [written(text)] : []),
  Persons: equipped,
  CelebrityFaces: ({ Name, MatchConfidence, Face }) => [
    marked(`${String(Name)}, ${sure({ Confidence: MatchConfidence })}`, asFound(Face)),
  ],
  UnrecognizedFaces: (face) => [marked("A face that is not known", face)],
  FaceMatches: ({ Similarity, Face }) => [marked(alike(Similarity), asFound(Face), 1)],
  UnmatchedFaces: (face) => [marked("A face that does not match", face, 1)],
};

/** Everything that an answer says, in its own order, for the picture and for the list beside it. */
export function marksIn(answer: Found): readonly Mark[] {
  const source = answer["SourceImageFace"];
  const compared = source === undefined ? [] : [marked("The face that is looked for", asFound(source))];
  const others = Object.entries(READERS).flatMap(([member, read]) => listOf(answer[member]).flatMap(read));
  return [...compared, ...others].slice(0, MOST_MARKS);
}

function labelled(label: Found): readonly Mark[] {
  const name = String(label["Name"]);
  const instances = listOf(label["Instances"]);
  if (instances.length === 0) return [{ text: `${name}, ${sure(label)}`, picture: 0 }];
  return instances.map((instance) => marked(`${name}, ${sure(instance)}`, instance));
}

function written(text: Found): Mark {
  return marked(`“${String(text["DetectedText"])}”, ${sure(text)}`, asFound(text["Geometry"]));
}

function equipped(person: Found): readonly Mark[] {
  const worn = listOf(person["BodyParts"]).flatMap((part) =>
    listOf(part["EquipmentDetections"]).map((equipment) => {
      const covers = asFound(equipment["CoversBodyPart"])["Value"] === true ? "covers" : "does not cover";
      const [type, place] = [equipment["Type"], part["Name"]].map(inWords);
      return marked(`${capital(type ?? "")} that ${covers} the ${place ?? ""}, ${sure(equipment)}`, equipment);
    }),
  );
  return [marked(`Person, ${sure(person)}`, person), ...worn];
}

function alike(similarity: unknown): string {
  const isMatch = Number(similarity) >= USUAL_THRESHOLD;
  return `${percent(similarity)} alike: ${isMatch ? "a" : "no"} match at the usual threshold of ${USUAL_THRESHOLD} %`;
}

function marked(text: string, found: Found, picture = 0): Mark {
  const box = found["BoundingBox"];
  return { text, picture, ...(box !== undefined && { box: box as Box }) };
}

function sure({ Confidence }: Found): string {
  return `${percent(Confidence)} sure`;
}

function percent(value: unknown): string {
  return `${Number(value).toFixed(1)} %`;
}

/** `FACE_COVER` */
function inWords(name: unknown): string {
  return String(name).toLowerCase().replaceAll("_", " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listOf(value: unknown): readonly Found[] {
  return Array.isArray(value) ? (value as Found[]) : [];
}

function asFound(value: unknown): Found {
  return typeof value === "object" && value !== null ? (value as Found) : {};
}
