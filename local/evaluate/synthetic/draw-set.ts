import * as fs from "node:fs";
import * as path from "node:path";
import { replaceFile } from "../../whole-file";
import { Random } from "../statistics/random";
import { type Camera, CAMERAS, type Capture, documentCapture, selfieCapture } from "./capture";
import { drawPicture } from "./draw-face";
import { drawPerson } from "./person";

/** One selfie in so many shows an empty room, and one in so many a second person. */
const WITHOUT_FACE = { every: 60, at: 17 };
const WITH_TWO = { every: 60, at: 41 };
const PICTURES = "pictures";

/** Where a set lies. */
export interface SyntheticSet {
  readonly folder: string;
  readonly images: string;
  readonly pairsFile: string;
}

/**
 * Draws people who do not exist, two pictures of each: one as for a document, one as with a phone, by one of two cameras. Which pictures
 * are of one person shows in the pixels and in the pairs file, and nowhere else. The same set for the same seed.
 */
export async function drawSet(folder: string, people: number, seed: number): Promise<SyntheticSet> {
  const images = path.join(folder, PICTURES);
  const pairsFile = path.join(folder, "pairs.csv");
  const set = { folder, images, pairsFile };
  if (fs.existsSync(pairsFile)) return set;
  const lines = ["EXTERNAL_ID,SOURCE,TARGET,TEST,GROUP"];
  for (let index = 0; index < people; index++) {
    const { id } = drawPerson(index, seed);
    const camera = CAMERAS[index % 3 === 2 ? 1 : 0];
    const [document, selfie] = await drawBoth(index, seed, camera);
    replaceFile(path.join(images, `${id}_M0.jpeg`), document);
    replaceFile(path.join(images, `${id}_M1.jpeg`), selfie);
    lines.push([id, `${id}_M0.jpeg`, `${id}_M1.jpeg`, "Genuine", camera].join(","));
  }
  // Last: with this file the set is whole.
  replaceFile(pairsFile, `${lines.join("\n")}\n`);
  return set;
}

function drawBoth(index: number, seed: number, camera: Camera): Promise<readonly [document: Buffer, selfie: Buffer]> {
  const person = drawPerson(index, seed);
  const random = new Random(seed * 7_368_787 + index);
  const document = drawPicture([[person, documentCapture(random)]]);
  const capture = selfieCapture(random, camera);
  if (index % WITHOUT_FACE.every === WITHOUT_FACE.at) return Promise.all([document, drawPicture([])]);
  if (index % WITH_TWO.every !== WITH_TWO.at) return Promise.all([document, drawPicture([[person, capture]])]);
  const beside = (x: number): Capture => ({ ...capture, x, y: 0.5, size: 0.22 });
  return Promise.all([
    document,
    drawPicture([
      [person, beside(0.27)],
      [drawPerson(index + 1, seed), beside(0.75)],
    ]),
  ]);
}
