import { Drawn } from "../drawn";
import type { Picture } from "../picture";
import { facesIn } from "./face";

/** Some of the service's own labels: name, parents, category. */
const LABELS: readonly (readonly [name: string, parents: readonly string[], category: string])[] = [
  ["Building", ["Architecture"], "Buildings and Architecture"],
  ["Car", ["Vehicle", "Transportation"], "Vehicles and Automotive"],
  ["Chair", ["Furniture"], "Furniture and Furnishings"],
  ["Document", ["Text"], "Text and Documents"],
  ["Flower", ["Plant"], "Plants and Flowers"],
  ["Helmet", ["Clothing", "Hardhat"], "Apparel and Accessories"],
  ["Laptop", ["Pc", "Computer", "Electronics"], "Technology and Computing"],
  ["Nature", ["Outdoors"], "Nature and Outdoors"],
];

const COLOURS = [
  [0xff, 0xff, 0xff, "white"],
  [0x80, 0x80, 0x80, "grey"],
  [0x00, 0x00, 0x00, "black"],
  [0x2f, 0x4f, 0x4f, "darkslategrey"],
] as const;

/** https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html */
export function detectLabels(picture: Picture, input: Readonly<Record<string, unknown>>): unknown {
  const features = Array.isArray(input["Features"]) ? input["Features"] : ["GENERAL_LABELS"];
  return {
    ...(features.includes("GENERAL_LABELS") && { Labels: labels(picture, input), LabelModelVersion: "3.0" }),
    ...(features.includes("IMAGE_PROPERTIES") && { ImageProperties: imageProperties(picture) }),
  };
}

function labels(picture: Picture, input: Readonly<Record<string, unknown>>): unknown[] {
  const drawn = new Drawn(picture.seed, "labels");
  const things = LABELS.filter(() => drawn.chance(0.4)).map(([name, parents, category]) =>
    label(name, drawn.number(55, 100), parents, category, []),
  );
  const people = facesIn(picture).map(({ BoundingBox, Confidence }) => ({ BoundingBox, Confidence }));
  const found = [
    ...(people.length > 0 ? [label("Person", drawn.number(98, 100), [], "Person Description", people)] : []),
    ...things,
  ];
  const least = typeof input["MinConfidence"] === "number" ? input["MinConfidence"] : 55;
  const most = typeof input["MaxLabels"] === "number" ? input["MaxLabels"] : found.length;
  const kept = found.filter(({ Confidence }) => Confidence >= least);
  return kept.sort((one, other) => other.Confidence - one.Confidence).slice(0, most);
}

function label(name: string, confidence: number, parents: readonly string[], category: string, instances: unknown[]) {
  return {
    Name: name,
    Confidence: confidence,
    Instances: instances,
    Parents: parents.map((parent) => ({ Name: parent })),
    Aliases: [],
    Categories: [{ Name: category }],
  };
}

function imageProperties({ seed }: Picture): unknown {
  const drawn = new Drawn(seed, "properties");
  const dominant = COLOURS.map(([Red, Green, Blue, name]) => {
    const HexCode = `#${[Red, Green, Blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    return { Red, Green, Blue, HexCode, CSSColor: name, SimplifiedColor: name, PixelPercent: drawn.number(5, 25) };
  });
  const Quality = { Brightness: drawn.number(30, 95), Sharpness: drawn.number(30, 95), Contrast: drawn.number(30, 95) };
  return { Quality, DominantColors: dominant };
}
