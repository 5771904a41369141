import { and, atom, FALSE, not, or, type Formula, type Test, TRUE } from "../../../../policies/audit/sat/formula";
import { glob, literal, noneOf, oneOf, oneOrMore } from "../../../../policies/audit/sat/pattern";
import type { Domain, Domains, SearchLimits } from "../../../../policies/audit/sat/satisfaction";
import { satisfy } from "../../../../policies/audit/sat/satisfy";

const like = (variable: string, text: string) => atom(variable, { kind: "matches", pattern: glob(text) });
const is = (variable: string, text: string) => atom(variable, { kind: "matches", pattern: literal(text) });
const present = (variable: string) => atom(variable, { kind: "present" });
const within = (variable: string, cidr: string) => atom(variable, { kind: "inNetwork", cidr });
const compares = (variable: string, how: "<" | "<=" | "=", to: number, unit: "number" | "date" = "number") =>
  atom(variable, { kind: "compares", how, to, unit });
const some = (text: string, negated = false): Formula =>
  atom("set", { kind: "some", test: { kind: "matches", pattern: glob(text) }, negated });
const every = (text: string, negated = false): Formula =>
  atom("set", { kind: "every", test: { kind: "matches", pattern: glob(text) }, negated });

const domains = (entries: Readonly<Record<string, Partial<Domain>>>): Domains =>
  new Map(
    Object.entries(entries).map(([variable, domain]) => [
      variable,
      { kind: "text", grammar: [], mayBeAbsent: false, ...domain },
    ]),
  );
const lastDigit = literal("10.0.0.").concat({ one: oneOf("0123456789") });
const SET = domains({ set: { kind: "texts", mayBeAbsent: true } });

/** The values found, `"unsatisfiable"`, or why it is undecided. */
function answer(formula: Formula, known: Domains = new Map(), limits: Partial<SearchLimits> = {}): unknown {
  const found = satisfy(formula, known, limits);
  if (found.kind === "satisfied") return Object.fromEntries(found.assignment);
  return found.kind === "undecided" ? found.why : found.kind;
}

test.each<[string, Formula, Domains, unknown]>([
  ["what is always true asks for nothing", TRUE, new Map(), {}],
  ["what is never true has no request", FALSE, new Map(), "unsatisfiable"],
  ["a text is as short as it can be", like("x", "a*c"), new Map(), { x: "ac" }],
  ["a text that may be anything but something", not(like("x", "a*")), domains({ x: {} }), { x: "" }],
  ["a variable without a domain may be absent", not(like("x", "*")), new Map(), {}],
  ["a variable without a domain is never empty", is("x", ""), new Map(), "unsatisfiable"],
  ["one endpoint is not two", and(is("x", "a"), is("x", "b")), new Map(), "unsatisfiable"],
  ["wildcards that meet", and(like("x", "a*"), like("x", "*b"), not(is("x", "ab"))), new Map(), { x: "abb" }],
  ["what one pattern opens another closes", and(like("x", "u/*"), not(like("x", "u*"))), new Map(), "unsatisfiable"],
  [
    "a name of the grammar",
    and(like("x", "p/*"), not(is("x", "p/a"))),
    domains({ x: { grammar: [[...literal("p/"), ...oneOrMore(noneOf("/a"))]] } }),
    { x: "p/b" },
  ],
  ["a listed value", like("x", "c*"), domains({ x: { grammar: [literal("ab"), literal("cd")] } }), { x: "cd" }],
  ["none of the listed", not(like("x", "c*")), domains({ x: { grammar: [literal("cd")] } }), "unsatisfiable"],
  ["a variable that must be there", not(present("x")), domains({ x: {} }), "unsatisfiable"],
  ["an address outside a network", and(present("x"), not(within("x", "10.0.0.0/8"))), new Map(), { x: "203.0.113.1" }],
  [
    "networks in each other",
    and(within("x", "10.1.0.0/16"), not(within("x", "10.0.0.0/8"))),
    new Map(),
    "unsatisfiable",
  ],
  [
    "the rest of a network",
    and(within("x", "10.0.0.0/8"), not(within("x", "10.0.0.0/9"))),
    new Map(),
    { x: "10.128.0.0" },
  ],
  ["numbers in between", and(compares("x", "<", 5), not(compares("x", "<=", 3))), new Map(), { x: "4" }],
  ["no number in between", and(compares("x", "<", 5), not(compares("x", "<", 5))), new Map(), "unsatisfiable"],
  ["a date", compares("x", "=", Date.UTC(2026, 0, 2), "date"), new Map(), { x: "2026-01-02T00:00:00Z" }],
  ["a set with both", and(some("a"), some("b")), SET, { set: ["a", "b"] }],
  ["a set of nothing else", and(some("*"), every("a*"), not(every("ab"))), SET, { set: ["a"] }],
  ["a set of none", and(present("set"), every("a"), every("b")), SET, { set: [] }],
  ["an absent set has every element", and(not(present("set")), every("a")), SET, {}],
  ["some element, though none may be", and(some("a"), every("a", true)), SET, "unsatisfiable"],
  [
    "an absent value, when no value would do",
    or(and(present("x"), not(like("x", "*"))), and(not(like("x", "*")), is("y", "b"))),
    new Map(),
    { y: "b" },
  ],
  [
    "a word, which is in no network, when an address would be in one",
    and(
      present("x"),
      not(within("x", "0.0.0.0/0")),
      or(atom("x", { kind: "matches", pattern: lastDigit }), is("y", "b")),
    ),
    new Map(),
    { x: "a", y: "b" },
  ],
  ["another way, when the first is closed", or(and(is("x", "a"), is("x", "b")), is("x", "c")), new Map(), { x: "c" }],
])("%s", (_, formula, known, expected) => {
  expect(answer(formula, known)).toEqual(expected);
});

test("a limit ends the search as undecided, not as unsatisfiable", () => {
  const closed = and(like("x", "u/*"), not(like("x", "u*")));
  expect(answer(closed, new Map(), { states: 2 })).toBe("there are too many texts to look through");
  const cases = and(...["a", "b", "c"].map((text) => or(is("x", text), is("y", text))));
  expect(answer(cases, new Map(), { decisions: 0 })).toBe("there are too many cases to go through");
});

test("patterns and sizes of one value are combined by trying, and a miss is undecided", () => {
  const address: Test = { kind: "matches", pattern: glob("10.9.*") };
  expect(answer(and(within("x", "10.9.0.0/16"), atom("x", address)))).toEqual({ x: "10.9.0.0" });
  expect(answer(and(within("x", "10.0.0.0/8"), atom("x", address)))).toMatch(/patterns and a range/);
});

test("a text that is a number and a date at once is undecided, unless it is at hand", () => {
  const isDate = compares("x", "=", 1_700_000_000_000, "date");
  expect(answer(and(compares("x", "=", 1_700_000_000), isDate))).toEqual({ x: "1700000000" });
  expect(answer(and(compares("x", "<", 1_800_000_000), isDate))).toMatch(/patterns and a range/);
});

test("a test of one value on a set is undecided", () => {
  expect(answer(is("set", "a"), SET)).toMatch(/set of values/);
});

test("a network that is none is refused", () => {
  expect(() => satisfy(within("x", "10.0.0.0/33"), new Map())).toThrow('"10.0.0.0/33" is not an IPv4 network.');
});
