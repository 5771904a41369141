import fc from "fast-check";
import { Refusal } from "../../../functions/contract/problem";
import { InvalidFields, hasRepeatedMember, readJsonBody } from "../../../functions/http/read-body";

const SEED = { seed: 20_260_103, numRuns: 3000 };

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

test("a repeated member is seen whatever the rest looks like, and none is seen where none is", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value, undefined, 1);
      const parsed = JSON.parse(text) as object;
      const first = Object.keys(parsed)[0] ?? "";
      const again = `${text.slice(0, -1)},${JSON.stringify(first)}:{"a":[1]}}`;
      return !hasRepeatedMember(text, parsed) && hasRepeatedMember(again, JSON.parse(again) as object);
    }),
    SEED,
  );
});
