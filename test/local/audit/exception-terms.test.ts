import { projectRoot } from "../../../infra/project-root";
import { readTerms, termsIn, withTerms } from "../../../local/audit/exception-terms";
import { EXCEPTIONS } from "../../../policies/audit/exceptions";

const lineOf = (id: string, terms = "{ owner: team, expires: 2027-11-30 }") => `${id}: ${terms}`;
const [first = "", ...others] = EXCEPTIONS.map(({ id }) => id);
const rest = others.map((id) => lineOf(id));
const textWith = (...lines: readonly string[]) => [...lines, ...rest].join("\n");

test("the shipped file has an owner and a last day for each declared exception, and no other", () => {
  expect([...readTerms(projectRoot()).keys()].sort()).toEqual([first, ...others].sort());
});

test("an exception is good on its last day, and has expired on the next", () => {
  const terms = termsIn(textWith(lineOf(first)));
  const used = [{ id: first, rule: "P5", reason: "", bounds: [] }];
  const on = (today: string) => withTerms(used, terms, today)[0];
  expect(on("2027-11-30")).toMatchObject({ owner: "team", expires: "2027-11-30", isExpired: false });
  expect(on("2027-12-01")).toMatchObject({ isExpired: true });
});

test.each([
  ["no line", "", `${first} has no line: add "${first}: {`],
  ["no owner", lineOf(first, "{ expires: 2027-11-30 }"), `${first} has no owner`],
  ["an empty owner", lineOf(first, '{ owner: " ", expires: 2027-11-30 }'), `${first} has no owner`],
  ["no last day", lineOf(first, "{ owner: team }"), `${first} expires never: allowed is a day`],
  ["a day that is none", lineOf(first, "{ owner: team, expires: 2027-02-30 }"), `${first} expires "2027-02-30"`],
  ["a field too many", lineOf(first, "{ owner: team, expires: 2027-11-30, why: x }"), `${first} has a field why`],
  [
    "a misspelt exception",
    `${lineOf(first)}\n${lineOf(`${first}s`)}`,
    `${first}s is not an exception of the audit. Did you mean ${first}?`,
  ],
])("%s is a fault of the file, in a sentence", (_what, lines, sentence) => {
  expect(() => termsIn(textWith(lines))).toThrow(sentence);
});

test("all faults are told at once", () => {
  expect(() => termsIn("a: 1")).toThrow(
    new RegExp(`a is not an exception[^]*${first} has no line[^]*${others.at(-1) ?? ""}`),
  );
});
