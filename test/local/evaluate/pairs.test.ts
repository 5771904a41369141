import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { imagesAt } from "../../../local/evaluate/pairs/images";
import { makeImposters } from "../../../local/evaluate/pairs/imposters";
import { readPairsFile } from "../../../local/evaluate/pairs/pairs-file";
import { planFrom } from "../../../local/evaluate/plan";

const HEADER = "EXTERNAL_ID,SOURCE,TARGET,TEST,GROUP";
const PEOPLE = Array.from({ length: 6 }, (_, index) => `${index},${index}_a.jpg,${index}_b.jpg,Genuine,${index % 2}`);

test("the article's own mapping file is read", () => {
  const { pairs, owners, faults } = readPairsFile(
    "EXTERNAL_ID, SOURCE, TARGET, TEST\n9055, 9055_M0.jpeg, 9055_M1.jpeg, Genuine\n",
  );
  expect(faults).toEqual([]);
  expect(pairs).toEqual([{ kind: "genuine", source: "9055_M0.jpeg", target: "9055_M1.jpeg" }]);
  expect(owners.get("9055_M1.jpeg")).toEqual({ person: "9055", group: undefined });
});

test("an imposter's target is of the person whose genuine line has it, else a person of its own", () => {
  const { owners, faults } = readPairsFile(
    [HEADER, ...PEOPLE, "0,0_a.jpg,1_b.jpg,Imposter,0", "0,0_a.jpg,x.jpg,Imposter,"].join("\n"),
  );
  expect(faults).toEqual([]);
  expect(owners.get("1_b.jpg")).toEqual({ person: "1", group: "1" });
  expect(owners.get("x.jpg")).toEqual({ person: "picture x.jpg", group: undefined });
});

test("every wrong line is told at once, with what is allowed", () => {
  const lines = [
    "1,a.jpg,b.jpg,genuine,",
    ",a.jpg,,Genuine,",
    "1,../a.jpg,/b.jpg,Genuine,",
    "1,c.jpg,c.jpg,Genuine,",
    "1,c.jpg,d.jpg",
    "2,e.jpg,f.jpg,Genuine,x",
    "3,e.jpg,g.jpg,Genuine,",
    "2,e.jpg,f.jpg,Genuine,y",
    "2,e.jpg,f2.jpg,Genuine,",
    "2,e.jpg,f2.jpg,Imposter,",
  ];
  expect(readPairsFile([HEADER, ...lines].join("\n"))).toEqual({
    pairs: [],
    owners: new Map(),
    faults: [
      { line: 2, why: 'TEST is "genuine": allowed are Genuine and Imposter' },
      { line: 3, why: "EXTERNAL_ID is empty" },
      { line: 3, why: "TARGET is empty" },
      { line: 4, why: expect.stringMatching(/^SOURCE is "\.\.\/a\.jpg": allowed is a name below/) as string },
      { line: 4, why: expect.stringMatching(/^TARGET is "\/b\.jpg": allowed is/) as string },
      { line: 5, why: "SOURCE and TARGET are the same picture: a pair is two pictures" },
      { line: 6, why: "has 3 fields, and the header 5" },
      { line: 8, why: '"e.jpg" is of 2 in line 7 and of 3 here' },
      { line: 9, why: "line 7 has this pair already" },
      { line: 9, why: "2 is of group x in line 7 and of y here" },
      { line: 11, why: "line 10 has this pair already" },
      { line: 11, why: "TEST is Imposter, and both pictures are of 2 (line 10)" },
    ],
  });
});

test.each([
  ["", "the file is empty; its header is EXTERNAL_ID, SOURCE, TARGET, TEST, GROUP"],
  [HEADER, "there is no pair below the header"],
  ["EXTERNAL_ID,SOURCE,TARGETS,TEST\n", 'there is no column "TARGETS". Did you mean TARGET? In the header allowed are'],
  ["EXTERNAL_ID,SOURCE,TARGET\n", "the header lacks TEST; allowed are"],
  [`${HEADER},GROUP\n`, "a column stands twice in the header"],
  [`${HEADER}\n1,"a.jpg,b.jpg,Genuine,`, "a quoted field that does not end"],
])("a file that begins %j is refused", (text, why) => {
  expect(readPairsFile(text).faults.map((fault) => fault.why)).toEqual([expect.stringContaining(why)]);
});

describe("drawn imposters", () => {
  const set = readPairsFile([HEADER, ...PEOPLE, "0,0_a.jpg,1_b.jpg,Imposter,0"].join("\n"));
  const draw = (count: number, seed = 1, sameGroup = false) => makeImposters(set, { count, seed, sameGroup });

  test("are of different people, none twice, none that the file has, and all there are when more are wanted", () => {
    const all = draw(1000);
    expect(all).toHaveLength(6 * 5 - 1);
    expect(new Set(all.map(({ source, target }) => `${source} ${target}`)).size).toBe(29);
    expect(all.filter(({ source, target }) => source[0] === target[0])).toEqual([]);
    expect(all.some(({ source, target }) => source === "0_a.jpg" && target === "1_b.jpg")).toBe(false);
  });

  test("are the same for a seed, others for another one, and of one group when that is asked", () => {
    expect(draw(10, 4)).toEqual(draw(10, 4));
    expect(draw(10, 5)).not.toEqual(draw(10, 4));
    const same = draw(1000, 1, true);
    expect(same).toHaveLength(6 * 2);
    expect(same.every(({ source, target }) => Number(source[0]) % 2 === Number(target[0]) % 2)).toBe(true);
  });
});

describe("the place of the images", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "evaluate-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test("each picture that is not there, is empty or too large beside another is told before anything is sent", () => {
    for (const [name, bytes] of Object.entries({ "0_a.jpg": 10, "0_b.jpg": 0, "1_a.jpg": 3e6, "1_b.jpg": 3e6 }))
      fs.writeFileSync(path.join(folder, name), Buffer.alloc(bytes));
    const file = path.join(folder, "pairs.csv");
    fs.writeFileSync(file, [HEADER, ...PEOPLE.slice(0, 3)].join("\n"));
    const options = { imposters: 0, sameGroup: false, seed: 1 };
    const said = () => planFrom(file, imagesAt(folder), options);
    expect(said).toThrow(/: 4 faults, and nothing was sent\.\n/);
    expect(said).toThrow(/"0_b\.jpg" is an empty file\.\n"2_a\.jpg" is not in .+\n"2_b\.jpg" is not in /);
    expect(said).toThrow(/"1_a\.jpg" and "1_b\.jpg" have 6000000 bytes together: a request may hold 4613734\. /);
  });

  test("a bucket's objects are named, and not read", async () => {
    const images = imagesAt("s3://images-bucket/shared/faces");
    expect(await images.valueOf("0_a.jpg")).toEqual({
      S3Object: { Bucket: "images-bucket", Name: "shared/faces/0_a.jpg" },
    });
    expect(() => imagesAt("https://example.com/faces")).toThrow("allowed are a folder, and s3://<bucket>/<prefix>");
    expect(() => imagesAt("s3://A/faces")).toThrow("allowed are");
    expect(() => imagesAt(path.join(folder, "none"))).toThrow("there is no such folder");
  });
});
