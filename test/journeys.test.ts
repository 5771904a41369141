/** How many files of ours a reader opens to follow one request from its entry to its answer. */
import { buildSync } from "esbuild";
import { FUNCTION_ENTRIES } from "../infra/functions/entries";
import { projectRoot } from "../infra/project-root";

interface Journey {
  readonly entries: readonly string[];
  /** Where this request does not come by. */
  readonly besides?: RegExp;
  /** Today's number: a file more on the way wants a reason, and one fewer lowers it. */
  readonly atMost: number;
}

const JOURNEYS: Readonly<Record<string, Journey>> = {
  "a token, to the presigned URL": {
    entries: [FUNCTION_ENTRIES["authorizer-fetched-keys"], FUNCTION_ENTRIES["studio-url"]],
    atMost: 25,
  },
  "a JPEG in a request for DetectFaces, to Rekognition's answer": {
    entries: [FUNCTION_ENTRIES.rekognition],
    besides: new RegExp(
      [
        "rekognition/(answer-result|offer-upload)",
        "pool/images/(png|reencode|source)",
        "pool/stored/(object-refused|stored-object)",
        // What AWS gives a Region is for the program; a Studio profile, for the other door.
        "pool/operations/regional-quotas|contract/studio-profile",
        "pool/operations/(compare-faces|detect-(labels|moderation-labels|protective-equipment|text)|recognize-celebrities)",
      ].join("|"),
    ),
    atMost: 30,
  },
};

test.each(Object.entries(JOURNEYS))("%s", (_, { entries, besides, atMost }) => {
  const { inputs } = buildSync({
    absWorkingDir: projectRoot(),
    entryPoints: [...entries],
    outdir: "build",
    write: false,
    bundle: true,
    platform: "node",
    packages: "external",
    metafile: true,
  }).metafile;
  // What is imported for its types alone is in no bundle.
  const opened = new Set<string>();
  const open = (file: string): void => {
    if (opened.has(file) || besides?.test(file)) return;
    opened.add(file);
    for (const { path, external } of inputs[file]?.imports ?? []) if (external !== true) open(path);
  };
  entries.forEach(open);
  expect(opened.size).toBeGreaterThan(20);
  expect(opened.size).toBeLessThanOrEqual(atMost);
});
