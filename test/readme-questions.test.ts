import * as fs from "node:fs";
import * as path from "node:path";

const root = path.resolve(__dirname, "..");
const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");

/**
 * What people ask who see the repository for the first time, and the words that answer it: README names the place (first open), and there
 * the answer stands (second). A folder answers by the names in it.
 */
const QUESTIONS: readonly [asked: string, row: RegExp, place: string, answer: RegExp][] = [
  ["which alarms exist?", /Which alarms/, "infra/monitoring/README.md", /mint-availability-fast/],
  ["which algorithm proves?", /Which algorithm/, "policies/audit/sat/cdcl.ts", /conflict-driven clause learning|CDCL/i],
  [
    "what do I touch to add a Region?",
    /add a Region/,
    "CONTRIBUTING.md#what-to-touch",
    /\| a Region \| `rekognitionRegions`/,
  ],
  ["where is a time-out decided?", /time-out decided/, "functions/README.md#time-limits", /decided in/],
  [
    "how long does a link live?",
    /link live/,
    "functions/contract/studio-profile.ts",
    /URL_SECONDS = \{ min: 5, max: 300 \}/,
  ],
  [
    "the keys cannot be had: who gets in?",
    /keys cannot be had/,
    "functions/authorizer/fetched-key-source.ts",
    /no one is let in/,
  ],
  [
    "who may read results?",
    /read an image's results/,
    "functions/rekognition/answer-result.ts",
    /record.uploader !== caller.callerId/,
  ],
  ["where is a quota overridden?", /quotas, and where/, "infra/rekognition/quotas.ts", /Config wins/],
  [
    "what replaces my Studio domain?",
    /delete what people made/,
    "infra/deployed/studio-losses.ts",
    /key: "studioDomainId"/,
  ],
  ["how do I cut a person off?", /cut off/, "local/mapping/README.md#shutting-one-out", /`cut-off <person>`/],
  ["what does upstream_refused mean?", /error code mean/, "functions/contract/problem.ts", /upstream_refused/],
  ["where are the laptop's stand-ins?", /laptop's stand-ins/, "local/cloud/", /dynamodb.*rekognition.*s3.*sagemaker/],
  ["who may call the API at all?", /Who may call the API/, "policies/private-api-resource.ts", /Effect: "Deny"/],
  ["where are the routes?", /What are the routes/, "functions/contract/routes.ts", /presigned-url/],
];

test.each(QUESTIONS)("%s", (_, row, place, answer) => {
  const line = readme.split("\n").find((text) => text.startsWith("|") && row.test(text)) ?? "";
  expect(line).toContain(`](${place})`);
  expect(textAt(place)).toMatch(answer);
});

/** A file, the section of one, or the names in a folder. */
function textAt(place: string): string {
  const [file = "", heading] = place.split("#");
  const full = path.join(root, file);
  if (file.endsWith("/")) return fs.readdirSync(full).join(" ");
  const text = fs.readFileSync(full, "utf8");
  if (heading === undefined) return text;
  const sections = text.split(/^(?=#+ )/m);
  return sections.find((section) => slug(section.split("\n")[0] ?? "") === heading) ?? "";
}

function slug(line: string): string {
  return line
    .replace(/^#+ /, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
