import { InvalidFields } from "../../../../functions/http/read-body";
import { Refusal } from "../../../../functions/contract/problem";
import { checkObject } from "../../../../functions/pool/request/read-request";
import type { Field } from "../../../../functions/pool/operations/operation";

/** What is said of one field's value; "" where nothing is. */
function faultOf(field: Field, value: unknown): string {
  const invalid = new InvalidFields();
  checkObject("", { One: value }, { members: { One: field } }, invalid, ["One"]);
  try {
    invalid.refuse();
    return "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (error.problem.errors ?? []).map(({ field: name, fault }) => `${name} ${fault}`).join();
  }
}

const PERCENT: Field = { kind: "number", min: 0, max: 100 };
const COUNT: Field = { kind: "integer", min: 1, max: 3 };
const ANY: Field = { kind: "number" };
const TEXT: Field = { kind: "text", minLength: 2, maxLength: 4 };
const LETTERS: Field = { ...TEXT, pattern: "^[a-z]+$" };
const LIST: Field = { kind: "list", max: 2, of: { kind: "choice", of: ["a", "b"] } };

test.each<[Field, unknown, string]>([
  [PERCENT, 0, ""],
  [PERCENT, 100, ""],
  [PERCENT, 99.5, ""],
  [PERCENT, -0.5, "One is -0.5"],
  [PERCENT, 100.5, "One is 100.5"],
  [PERCENT, "7", "One is not a number"],
  [COUNT, 1, ""],
  [COUNT, 3, ""],
  [COUNT, 0, "One is 0"],
  [COUNT, 4, "One is 4"],
  [COUNT, 1.5, "One is 1.5"],
  [ANY, -1e300, ""],
  [ANY, 1e300, ""],
  [ANY, Infinity, "One is Infinity"],
  [TEXT, "ab", ""],
  [TEXT, "abcd", ""],
  [TEXT, "a", "One does not fit"],
  [TEXT, "abcde", "One does not fit"],
  [TEXT, "a\ud800", "One holds half of a surrogate pair"],
  [TEXT, "\u{1f600}", ""],
  [TEXT, 7, "One is not text"],
  [LETTERS, "abc", ""],
  [LETTERS, "ab1", "One does not fit"],
  [LIST, [], ""],
  [LIST, ["a", "b"], ""],
  [LIST, ["a", "b", "a"], "One has 3 entries"],
  [LIST, ["a", "c"], "One[1] is not one of the allowed values"],
  [LIST, "a", "One is not a list"],
])("%j with %j: %j", (field, value, fault) => {
  expect(faultOf(field, value)).toBe(fault);
});
