import { parsesOf } from "../../../../policies/audit/prove/parses";
import { valueHolds } from "../../../../policies/audit/sat/holds";
import { variablesIn } from "../../../../policies/audit/encode/template";
import { type MeaningOf, patternOf } from "../../../../policies/audit/encode/text-patterns";
import type { Comparison } from "../../../../policies/audit/encode/written-test";

/** What a value of a policy matches, once its variables stand for something. */
const VALUES: Readonly<Record<string, string | undefined>> = {
  "a:k": "v*",
  "a:slash": "x/y",
  "a:colon": "x:y",
  "a:none": undefined,
};
const meaning: MeaningOf = (key, otherwise) => {
  const text = VALUES[key] ?? otherwise;
  return text === undefined ? undefined : { text };
};

function matches(
  comparison: Comparison,
  value: string,
  text: string,
  meaningOf: MeaningOf | undefined = meaning,
): boolean {
  const pattern = patternOf(comparison, value, meaningOf);
  return pattern !== undefined && valueHolds({ kind: "matches", pattern }, text);
}

test.each<[Comparison, string, string, boolean]>([
  ["equals", "a*", "a*", true],
  ["equals", "a*", "ab", false],
  ["equals", "${*}${a:k}", "*v*", true],
  ["equalsIgnoreCase", "A${a:k}", "aV*", true],
  ["like", "a*${*}?", "axx*y", true],
  ["like", "a${a:k}", "av*", true],
  ["like", "a${a:k}", "avx", false],
  ["like", "a${a:none}", "a", false],
  ["like", "a${a:none, 'b*'}", "ab*", true],
  ["arn", "arn:aws:s3:*:*:b*", "arn:aws:s3:::bucket/a:b", true],
  ["arn", "arn:aws:s3:*:b", "arn:aws:s3:::b", false],
  ["arn", "arn:aws:*:b", "arn:aws:s3:::b", false],
  ["arn", "arn:aws:iam::${a:colon}:b", "arn:aws:iam::x:y:b", false],
  ["resource", "*", "*", true],
  ["resource", "*", "arn:aws:s3:::b", true],
  ["resource", "arn:aws:s3:*", "arn:aws:s3:::b/c", true],
  ["resource", "arn:*:s3:::b", "arn:aws:x:s3:::b", false],
  ["resource", "arn:aws:s3:::b/${a:slash}/*", "arn:aws:s3:::b/x/y/z", true],
  ["resource", "arn:aws:s3:::b", "*", false],
])("%s %s and %s: %s", (comparison, value, text, expected) => {
  expect(matches(comparison, value, text)).toBe(expected);
});

test("wildcards of a default are wildcards in one reading only", () => {
  const live: MeaningOf = (_key, otherwise) => ({ text: otherwise ?? "", isLive: true });
  expect(matches("like", "${a:none, 'b*'}", "bcd", live)).toBe(true);
  expect(matches("like", "${a:none, 'b*'}", "bcd")).toBe(false);
});

test("without variables a dollar and a brace are text, and stars are what they were", () => {
  expect(patternOf("like", "${a:k}*")).toBeDefined();
  const pattern = patternOf("like", "${a:k}*") ?? [];
  expect(valueHolds({ kind: "matches", pattern }, "${a:k}x")).toBe(true);
});

test("variables are found with their defaults, and escapes are none", () => {
  expect(variablesIn("x${a:k}${*}${a:none, 'd'}")).toEqual([
    { kind: "variable", key: "a:k" },
    { kind: "variable", key: "a:none", otherwise: "d" },
  ]);
});

test("every way in which a text can be a value with variables", () => {
  const parses = (value: string, text: string) => parsesOf(value, text)?.map((parse) => Object.fromEntries(parse));
  expect(parses("p/${A:x}/${a:y}", "p/1/2")).toEqual([{ "a:x": "1", "a:y": "2" }]);
  expect(parses("p/${a:x}/${a:y}", "p/1/2/3")).toHaveLength(2);
  expect(parses("${a:x}/${a:x}", "1/1")).toEqual([{ "a:x": "1" }]);
  expect(parses("${a:x}/${a:x}", "1/2")).toEqual([]);
  expect(parses("p/*/${a:x}", "p/1/2")).toEqual([{ "a:x": "2" }]);
  expect(parses("${a:x}${a:y}", "x".repeat(80))).toBeUndefined();
});
