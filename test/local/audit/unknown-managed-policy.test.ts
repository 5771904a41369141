import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { EXIT_CODES, sentenceOf, verdictOf } from "../../../local/audit/outcome";
import { summary } from "../../../local/audit/summary";
import { collectEstate } from "../../../policies/audit/collect/collect";
import { withInputs } from "../../policies/audit/rules/changed-graph";
import { graphOf, type Variant, VARIANTS } from "../../variants";
import { provedReport } from "./example-report";

/** What the command says of the dev environment when its minting role has one more policy by ARN. */
function reportWith(arn: string) {
  const graph = withInputs(
    graphOf("dev"),
    ({ type, name }) => type === "aws:iam/role:Role" && name === "minting",
    (inputs) => ({ ...inputs, managedPolicyArns: [arn] }),
  );
  const judged = { ...provedReport, coverage: collectEstate(graph).coverage };
  return { ...judged, verdict: verdictOf(judged), sentence: sentenceOf(judged) };
}

test("a policy of AWS's without text on file is unknown, and the message says where text, version, day and hash go", () => {
  const arn = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess";
  const report = reportWith(arn);
  expect(EXIT_CODES[report.verdict]).toBe(2);
  expect(report.sentence).toMatch(/1 place could not be read/);
  const [file = ""] = /policies\/\S+\.json/.exec(summary(report)) ?? [];
  expect(fs.existsSync(path.join(projectRoot(), file))).toBe(true);
  expect(report.coverage.map(({ why }) => why)).toEqual([
    `The text of ${arn}, which role minting has, is not known. Detach it, or enter it in ${file} as "AmazonSageMakerFullAccess": from https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html its "document", its "version" and the day it was "edited", and as "sha256" the hash of the document as JSON without white space.`,
  ]);
});

test("one with a path is entered by its whole path, and its page is found by its name", () => {
  expect(summary(reportWith("arn:aws-us-gov:iam::aws:policy/service-role/AmazonSageMakerX"))).toMatch(
    /as "service-role\/AmazonSageMakerX": from https:\S+\/AmazonSageMakerX\.html /,
  );
});

test("a policy of the account's own cannot be entered: it has to be made here, or go", () => {
  expect(summary(reportWith("arn:aws:iam::111122223333:policy/ByHand"))).toMatch(
    /policy\/ByHand, which role minting has, is not known\. Make that policy in this program, so that its text is here, or detach it\./,
  );
});

test.each(Object.keys(VARIANTS) as Variant[])("%s attaches no policy whose text is unknown", (variant) => {
  expect(collectEstate(graphOf(variant)).coverage).toEqual([]);
});
