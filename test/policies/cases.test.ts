import * as fs from "node:fs";
import * as path from "node:path";
import { UndecidableError } from "../../policies/evaluate/decision";
import { UnmodelledPolicyError } from "../../policies/evaluate/modelled";
import { IllFormedRequestError } from "../../policies/evaluate/request";
import { type Case, type CaseFile, decideCase, decidedBy, documentsOf, readCaseFile, withDocuments } from "./case-file";
import { attachedByOthers, SHIPPED_DOCUMENTS, shippedDocuments } from "./shipped-documents";

const folder = path.join(__dirname, "cases");
const files = fs.readdirSync(folder).filter((file) => file.endsWith(".json"));

test("there are case files", () => {
  expect(files.length).toBeGreaterThan(0);
});

test("every document we ship has a file that is about it", () => {
  const about = new Set(files.flatMap((file) => documentsOf(readFile(file))));
  const ours = Object.keys(SHIPPED_DOCUMENTS).filter((name) => !Object.keys(attachedByOthers()).includes(name));
  expect(ours.filter((name) => !about.has(name))).toEqual([]);
});

describe.each(["aws-cn", "aws-us-gov"])("in partition %s", (partition) => {
  test.each(files)("%s has identical verdicts", (file) => {
    const text = fs.readFileSync(path.join(folder, file), "utf8").replaceAll("arn:aws:", `arn:${partition}:`);
    const caseFile = withDocuments(readCaseFile(text), shippedDocuments(partition));
    for (const each of caseFile.cases) {
      expect({ ...each, ...outcome(caseFile, each) }).toEqual({ ...each, decidedBy: each.decidedBy ?? null });
    }
  });
});

describe.each(files)("%s", (file) => {
  const caseFile = readFile(file);

  test("has cases, each with a name of its own", () => {
    const names = caseFile.cases.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(caseFile.cases)("$name", (each) => {
    expect(outcome(caseFile, each)).toEqual({ expect: each.expect, decidedBy: each.decidedBy ?? null });
  });
});

function readFile(file: string): CaseFile {
  return readCaseFile(fs.readFileSync(path.join(folder, file), "utf8"));
}

/** In the words of the case file. Only the evaluator's own refusals count; any other error is a mistake in the case. */
function outcome(caseFile: CaseFile, each: Case): Pick<Case, "expect" | "decidedBy"> {
  try {
    const decision = decideCase(caseFile, each);
    return { expect: decision.allowed ? "allow" : "deny", decidedBy: decidedBy(decision) };
  } catch (error) {
    const refusals = [UndecidableError, UnmodelledPolicyError, IllFormedRequestError];
    if (refusals.some((refusal) => error instanceof refusal)) return { expect: "refuse", decidedBy: null };
    throw error;
  }
}
