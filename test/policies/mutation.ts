import * as fs from "node:fs";
import * as path from "node:path";
import type { PolicyDocument, Statement } from "../../policies/document";
import { type Case, type CaseFile, decideCase, documentsOf, readCaseFile, withDocuments } from "./case-file";

/** A document with one thing changed. */
export interface Mutation {
  readonly what: string;
  readonly document: PolicyDocument;
}

/** A statement with one thing changed. */
export type Changed = [what: string, statement: Statement];

const folder = path.join(__dirname, "cases");
const caseFiles = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => readCaseFile(fs.readFileSync(path.join(folder, file), "utf8")));

export function caseFilesAbout(name: string): CaseFile[] {
  return caseFiles.filter((file) => documentsOf(file).includes(name));
}

export function mutations(document: PolicyDocument, index: number, changed: readonly Changed[]): Mutation[] {
  return changed.map(([what, statement]) => ({
    what: `${nameOf(document.Statement[index] ?? statement, index)}: ${what}`,
    document: { ...document, Statement: document.Statement.with(index, statement) },
  }));
}

/** The names of the cases whose verdict leaves `expected` when `name` is replaced. */
export function flips(
  files: readonly CaseFile[],
  name: string,
  document: PolicyDocument,
  expected: Case["expect"],
): string[] {
  return files.flatMap((original) => {
    const file = withDocuments(original, { [name]: document });
    return file.cases
      .filter((each) => each.expect === expected && verdict(file, each) !== expected)
      .map((each) => each.name);
  });
}

function verdict(file: CaseFile, each: Case): string {
  try {
    return decideCase(file, each).allowed ? "allow" : "deny";
  } catch (error) {
    // A case that leaves out a statement which the mutation has taken away has nothing to say about it.
    if (error instanceof Error && error.message.startsWith('"without" names')) return each.expect;
    return "refuse";
  }
}

export function nameOf(statement: Statement, index: number): string {
  return statement.Sid ?? `statement ${index}`;
}

export function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
