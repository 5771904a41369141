import { Drawn } from "../drawn";
import type { Picture } from "../picture";

const WORDS = ["EXIT", "OPEN", "SERVICE", "GATE", "4711", "NORTH", "PLATFORM", "STOP"] as const;
const MOST_LINES = 3;

/** One line of text over each bright patch. https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectText.html */
export function detectText({ boxes, seed }: Picture): unknown {
  const lines = boxes.slice(0, MOST_LINES).map((box, index) => {
    const drawn = new Drawn(seed, `line ${index}`);
    const words = [drawn.pick(WORDS), drawn.pick(WORDS)];
    const halves = words.map((_, at) => ({ ...box, Left: box.Left + (at * box.Width) / 2, Width: box.Width / 2 }));
    return { box, words, halves, confidence: drawn.number(90, 100) };
  });
  const asLines = lines.map(({ box, words, confidence }, Id) => ({
    DetectedText: words.join(" "),
    Type: "LINE",
    Id,
    Confidence: confidence,
    Geometry: geometry(box),
  }));
  const asWords = lines.flatMap(({ words, halves, confidence }, ParentId) =>
    words.map((word, at) => ({
      DetectedText: word,
      Type: "WORD",
      Id: lines.length + 2 * ParentId + at,
      ParentId,
      Confidence: confidence,
      Geometry: geometry(halves[at] ?? { Left: 0, Top: 0, Width: 0, Height: 0 }),
    })),
  );
  return { TextDetections: [...asLines, ...asWords], TextModelVersion: "3.0" };
}

function geometry(box: Picture["boxes"][number]): unknown {
  const { Left, Top, Width, Height } = box;
  const corners = [
    [Left, Top],
    [Left + Width, Top],
    [Left + Width, Top + Height],
    [Left, Top + Height],
  ];
  return { BoundingBox: box, Polygon: corners.map(([X, Y]) => ({ X, Y })) };
}
