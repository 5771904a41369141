import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ANY_SIZE } from "../../../functions/pool/operations/operation";
import { ANSWERS } from "../../../local/cloud/rekognition/answers/answers";
import { lookAt, type Picture } from "../../../local/cloud/rekognition/picture";
import { readPairsFile } from "../../../local/evaluate/pairs/pairs-file";
import { drawSet } from "../../../local/evaluate/synthetic/draw-set";

/** What the laptop's stand-in sees in drawn pictures: who is who shows in the pixels alone. */

const PEOPLE = 12;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "evaluate-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const file = (set: string, name: string) => fs.readFileSync(path.join(folder, set, "pictures", name));
const see = (name: string) => lookAt(file("one", name), ANY_SIZE);

function similarity(source: Picture, target: Picture): number {
  const answer = ANSWERS.CompareFaces([source, target], { SimilarityThreshold: 0 });
  return Math.max(
    ...(answer as { FaceMatches: { Similarity: number }[] }).FaceMatches.map((match) => match.Similarity),
  );
}

let documents: Picture[];
let selfies: Picture[];
beforeAll(async () => {
  await drawSet(path.join(folder, "one"), PEOPLE, 1);
  const ids = Array.from({ length: PEOPLE }, (_, index) => 1001 + index);
  documents = await Promise.all(ids.map((id) => see(`${id}_M0.jpeg`)));
  selfies = await Promise.all(ids.map((id) => see(`${id}_M1.jpeg`)));
});

test("a set is its pairs and one face in each picture, and the same for the same seed", async () => {
  const pairs = readPairsFile(fs.readFileSync(path.join(folder, "one/pairs.csv"), "utf8"));
  expect([pairs.faults, pairs.pairs.length]).toEqual([[], PEOPLE]);
  expect([...documents, ...selfies].map(({ boxes }) => boxes.length)).toEqual(Array(2 * PEOPLE).fill(1));
  await drawSet(path.join(folder, "again"), 2, 1);
  await drawSet(path.join(folder, "other"), 2, 2);
  expect(file("again", "1002_M1.jpeg")).toEqual(file("one", "1002_M1.jpeg"));
  expect(file("other", "1002_M1.jpeg")).not.toEqual(file("one", "1002_M1.jpeg"));
});

test("two pictures of a person are nearly always more alike than those of two people, and not always", () => {
  const genuine = documents.map((document, index) => similarity(document, selfies[index] ?? document));
  const imposter = documents.flatMap((document, one) =>
    selfies.filter((_, other) => other !== one).map((selfie) => similarity(document, selfie)),
  );
  const middle = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
  expect(middle(genuine)).toBeGreaterThan(95);
  expect(middle(imposter)).toBeLessThan(1);
  expect(Math.max(...imposter)).toBeGreaterThan(5);
});

test("faces in the same place of two pictures are not the same face; a picture is as itself, however it is stored", () => {
  const [one, other] = documents;
  if (!one || !other) throw new Error("nothing was drawn");
  expect(similarity(one, { ...other, seed: one.seed })).toBeLessThan(99);
  expect(similarity(one, { ...one, seed: "another" })).toBe(100);
});
