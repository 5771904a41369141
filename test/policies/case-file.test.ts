import { decideCase, readCaseFile } from "./case-file";

const statement = { Sid: "Only", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const inline = { name: "example", inline: { Version: "2012-10-17", Statement: [statement] } };
const one = {
  name: "One",
  principal: { role: "arn:aws:iam::111122223333:role/x" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::bucket/key",
  expect: "allow",
  decidedBy: "Only",
};
const text = (file: object, changes: object = {}) =>
  JSON.stringify({
    about: "x",
    decide: "same-account",
    policies: { identity: [inline] },
    cases: [{ ...one, ...changes }],
    ...file,
  });

/** What a reader of the test output would be told. */
function ask(file: object, changes: object = {}): unknown {
  const caseFile = readCaseFile(text(file, changes));
  return caseFile.cases.map((each) => decideCase(caseFile, each).allowed);
}

test("a complete case is decided", () => {
  expect(ask({})).toEqual([true]);
});

test.each<[string, object, object, string]>([
  ["a misspelt field of the file", { polices: {} }, {}, "In the file is unknown: polices"],
  ["a missing field of the file", { about: undefined }, {}, "In the file is missing: about"],
  ["a misspelt layer", { policies: { identities: [] } }, {}, "In policies is unknown: identities"],
  ["a misspelt default", { defaults: { contxt: {} } }, {}, "In defaults is unknown: contxt"],
  ["a misspelt field of a case", {}, { expects: "allow" }, 'In case "One" is unknown: expects'],
  ["a case without decidedBy", {}, { decidedBy: undefined }, 'In case "One" is missing: decidedBy'],
  ["a case without action", {}, { action: undefined }, "both lack: action"],
  [
    "an unknown document",
    { policies: { identity: [{ document: "nobody's" }] } },
    {},
    `"nobody's" is not in shipped-documents.ts`,
  ],
  [
    "a statement left out that is not there",
    {},
    { without: ["Other"] },
    '"without" names statements that are not there: Other',
  ],
  ["another question", { decide: "cross-account" }, {}, "decide is none of same-account,"],
  ["another expectation", {}, { expect: "yes" }, "expect is none of allow, deny, refuse"],
])("%s is told", (_, file, changes, sentence) => {
  expect(() => ask(file, changes)).toThrow(sentence);
});
