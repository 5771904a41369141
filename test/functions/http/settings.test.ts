import { commaSeparated, readEnvironment } from "../../../functions/aws/environment";
import { readGroupRegions } from "../../../functions/contract/caller";
import { InvalidFields } from "../../../functions/http/invalid-fields";
import { readJsonBody } from "../../../functions/http/read-body";
import { unexpectedError } from "../../../functions/contract/log";
import { Refusal } from "../../../functions/contract/problem";
import { readProfileLimits, isDomainId } from "../../../functions/contract/studio-profile";
import { LIMITS } from "../events";

const faultOf = (text: string | undefined) => {
  const shape = { one: { key: "ONE", allowed: "a number", parse: () => undefined } };
  try {
    readEnvironment("this", { ONE: text }, shape);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test("a variable at fault is shown up to its 80th character", () => {
  expect(faultOf("x".repeat(80))).toContain(`ONE is "${"x".repeat(80)}". It must be a number.`);
  expect(faultOf("x".repeat(81))).toContain(`ONE is "${"x".repeat(80)}…". It must be a number.`);
  for (const text of ["", undefined]) expect(faultOf(text)).toContain("ONE is missing. It must be a number.");
  expect(commaSeparated(" a, ,b,")).toEqual(["a", "b"]);
});

test.each<[string, object, boolean]>([
  ["5 seconds for a URL", { urlSeconds: 5, urlMaxSeconds: 5 }, true],
  ["4 seconds", { urlSeconds: 4 }, false],
  ["as many as there may be", { urlSeconds: 17, urlMaxSeconds: 17 }, true],
  ["one more than there may be", { urlSeconds: 18, urlMaxSeconds: 17 }, false],
  ["300 seconds at most", { urlSeconds: 300, urlMaxSeconds: 300 }, true],
  ["301 seconds at most", { urlMaxSeconds: 301 }, false],
  ["4 seconds at most", { urlSeconds: 4, urlMaxSeconds: 4 }, false],
  ["half seconds", { urlSeconds: 5.5 }, false],
  ["a session of 1800 seconds", { sessionMaxSeconds: 1800 }, true],
  ["a session of 1799", { sessionMaxSeconds: 1799 }, false],
  ["a session of 43200", { sessionMaxSeconds: 43_200 }, true],
  ["a session of 43201", { sessionMaxSeconds: 43_201 }, false],
  ["one landing page", { landingUris: ["studio::"] }, true],
  ["no landing page", { landingUris: [] }, false],
  ["an unknown one beside a known one", { landingUris: ["studio::", "app:Unknown:"] }, false],
  ["no spaces", { spaces: [] }, true],
  ["a space that is no name", { spaces: ["good", "b/d"] }, false],
])("a profile's limits with %s", (_, changes, isGood) => {
  const limits = { ...LIMITS, ...changes };
  if (isGood) expect(readProfileLimits(limits)).toEqual(limits);
  else expect(() => readProfileLimits(limits)).toThrow(`${Object.keys(changes)[0] ?? ""} must be`);
});

test.each(["[]", "null", '"text"', '{"a":"eu-west-1"}', '{"a":["eu-west-1","frankfurt"]}'])(
  "%s is no list of groups' Regions",
  (text) => {
    expect(readGroupRegions(text)).toBeUndefined();
  },
);

test("no text is no group", () => {
  expect(readGroupRegions("")).toEqual({});
  expect(readGroupRegions('{"a":[]}')).toEqual({ a: [] });
});

test("a domain's id has 63 characters at most", () => {
  expect(isDomainId(`d-${"a".repeat(61)}`)).toBe(true);
  expect(isDomainId(`d-${"a".repeat(62)}`)).toBe(false);
  // The pattern alone would let hyphens through in any number.
  expect(isDomainId(`d-${"-".repeat(60)}a`)).toBe(true);
  expect(isDomainId(`d-${"-".repeat(61)}a`)).toBe(false);
});

/** What is refused with so many invalid fields. */
function refusalOf(count: number): Refusal["problem"] {
  const invalid = new InvalidFields();
  for (let field = 1; field <= count; field++) invalid.add(`field-${field}`, "is wrong", "right");
  try {
    invalid.refuse();
    throw new Error("It was not refused.");
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

test.each([
  [1, 1, "One field is invalid."],
  [2, 2, "2 fields are invalid."],
  [20, 20, "20 fields are invalid."],
  [21, 20, "21 fields are invalid: these 20, and 1 more."],
])("of %d invalid fields %d are listed", (count, listed, detail) => {
  const problem = refusalOf(count);
  expect([problem.errors?.length, problem.detail]).toEqual([listed, detail]);
});

test("a body may have as many bytes as the limit says, in bytes and not in characters", () => {
  const limit = { maxBytes: 11, tooLarge: "Too large." };
  const read = (body: string, isBase64Encoded = false) => readJsonBody({ body, isBase64Encoded, headers: {} }, limit);
  expect(read('{"a":"bcd"}')).toEqual({ a: "bcd" });
  expect(read(Buffer.from('{"a":"bcd"}').toString("base64"), true)).toEqual({ a: "bcd" });
  for (const long of ['{"a":"bcde"}', '{"a":"bcé"}']) expect(() => read(long)).toThrow("request_too_large");
});

test("of an unexpected error's stack the first six places are logged", () => {
  const error = new RangeError("secret");
  const places = Array.from({ length: 9 }, (_, index) => `    at place-${index}`);
  error.stack = ["RangeError: secret", "second line of it", ...places].join("\n");
  expect(unexpectedError("request-1", error)).toEqual({
    event: "unexpected_error",
    requestId: "request-1",
    errorName: "RangeError",
    frames: [0, 1, 2, 3, 4, 5].map((index) => `at place-${index}`),
  });
  expect(unexpectedError("request-1", "text")).toMatchObject({ errorName: "string", frames: [] });
});
