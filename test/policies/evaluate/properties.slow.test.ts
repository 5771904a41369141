import * as fc from "fast-check";
import type { Conditions, Statement } from "../../../policies/document";
import { UndecidableError } from "../../../policies/evaluate/decision";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import { matchesGlob } from "../../../policies/evaluate/match";
import type { AccessRequest } from "../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { applies, mintRequest, policy, profileArn } from "./example-requests";

const SETTINGS = { seed: 20_121_017, numRuns: 500 };

type Answer = "allow" | "deny" | "refuse";

/** Few words in policies and requests, so that statements often meet. */
const TAG = "aws:PrincipalTag/Profile";
const operators = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIfExists"];
const quantified = ["ForAllValues:StringLike", "ForAnyValue:StringNotEquals", ...operators];
const value = fc.constantFrom("a", "b", "*", "${aws:PrincipalTag/Profile}");
const conditions: fc.Arbitrary<Conditions> = fc.oneof(
  fc.constant({}),
  fc
    .tuple(fc.constantFrom(...quantified), fc.constantFrom(TAG, SOURCE_VPCE), fc.uniqueArray(value, { minLength: 1 }))
    .map(([operator, key, values]) => ({ [operator]: { [key]: values } })),
  fc
    .tuple(fc.constantFrom(TAG, SOURCE_VPCE), fc.constantFrom("true", "false"))
    .map(([key, is]) => ({ Null: { [key]: is } })),
);
const action = fc.constantFrom<Partial<Statement>>(
  { Action: "*" },
  { Action: "sagemaker:Create*" },
  { NotAction: "sagemaker:List*" },
);
const resource = fc
  .tuple(fc.constantFrom("Resource", "NotResource"), fc.constantFrom("*", profileArn("a"), profileArn(`\${${TAG}}`)))
  .map(([element, pattern]): Partial<Statement> => ({ [element]: pattern }));
const statement = (effects: readonly ("Allow" | "Deny")[]) =>
  fc
    .tuple(fc.constantFrom(...effects), action, resource, conditions)
    .map(([Effect, does, to, Condition]): Statement => ({ Effect, ...does, ...to, Condition }));
const statements = fc.array(statement(["Allow", "Deny"]), { maxLength: 5 });
const request: fc.Arbitrary<AccessRequest> = fc
  .record({
    tag: fc.constantFrom(undefined, "", "a", "b"),
    endpoint: fc.constantFrom(undefined, "a", "b"),
    name: fc.constantFrom("a", "b"),
  })
  .map(({ tag, endpoint, name }) =>
    mintRequest({
      resource: profileArn(name),
      context: {
        ...(tag === undefined ? {} : { [TAG]: tag }),
        ...(endpoint === undefined ? {} : { [SOURCE_VPCE]: endpoint }),
      },
    }),
  );

function answer(asked: AccessRequest, ...policies: readonly (readonly Statement[])[]): Answer {
  try {
    return decideSameAccount(asked, { identity: policies.map((each) => policy(...each)) }).allowed ? "allow" : "deny";
  } catch (error) {
    if (error instanceof UndecidableError) return "refuse";
    throw error;
  }
}

const holds = <T>(property: fc.IProperty<T>) => fc.assert(property, SETTINGS);

test("the generated requests and policies reach every answer", () => {
  const sampled = fc.sample(fc.tuple(request, statements), { seed: SETTINGS.seed, numRuns: 1000 });
  const counts = { allow: 0, deny: 0, refuse: 0 };
  for (const [asked, own] of sampled) counts[answer(asked, own)]++;
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
});

test("one more Deny never allows more", () => {
  holds(
    fc.property(request, statements, statement(["Deny"]), (asked, own, deny) => {
      const before = answer(asked, own);
      const after = answer(asked, [...own, deny]);
      expect(before === "allow" || after !== "allow").toBe(true);
    }),
  );
});

test("one more Allow never denies more", () => {
  holds(
    fc.property(request, statements, statement(["Allow"]), (asked, own, allow) => {
      const before = answer(asked, own);
      const after = answer(asked, [...own, allow]);
      expect(before === "allow" ? after : "allow").toBe("allow");
    }),
  );
});

test("neither the order of statements nor their spread over policies changes the answer", () => {
  const split = statements.chain((own) =>
    fc.tuple(fc.constant(own), fc.shuffledSubarray(own, { minLength: own.length }), fc.nat(5)),
  );
  holds(
    fc.property(request, split, (asked, [own, shuffled, at]) => {
      expect(answer(asked, shuffled.slice(0, at), shuffled.slice(at))).toBe(answer(asked, own));
    }),
  );
});

test("letter case of actions and condition keys changes nothing", () => {
  const shout = ({ Action, Condition = {}, ...rest }: Statement): Statement => {
    const loud = Object.entries(Condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toUpperCase(), values])),
    ]);
    const named = typeof Action === "string" ? { Action: Action.toUpperCase() } : {};
    return { ...rest, ...named, Condition: Object.fromEntries(loud) as Conditions };
  };
  holds(
    fc.property(request, statements, (asked, own) => expect(answer(asked, own.map(shout))).toBe(answer(asked, own))),
  );
});

test("a negated condition on a Deny means the same with IfExists, so it is not a hole", () => {
  const negated = fc.constantFrom("StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase");
  const literal = fc.uniqueArray(fc.constantFrom("a", "b", "*"), { minLength: 1 });
  holds(
    fc.property(request, negated, literal, (asked, operator, values) => {
      const decide = (name: string) =>
        answer(asked, [
          { Effect: "Allow", Action: "*", Resource: "*" },
          { Effect: "Deny", Action: "*", Resource: "*", Condition: { [name]: { [SOURCE_VPCE]: values } } },
        ]);
      expect(decide(`${operator}IfExists`)).toBe(decide(operator));
    }),
  );
});

test("several values are one statement per value for an Allow, and none-of for a negated one", () => {
  const literal = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 });
  holds(
    fc.property(request, literal, (asked, values) => {
      const decide = (operator: string, value: string | string[]) =>
        applies({ Condition: { [operator]: { [SOURCE_VPCE]: value } } }, asked);
      expect(decide("StringEquals", values)).toBe(values.some((each) => decide("StringEquals", each)));
      expect(decide("StringNotEquals", values)).toBe(values.every((each) => decide("StringNotEquals", each)));
    }),
  );
});

const hostile = fc.string({
  unit: fc.constantFrom("a", "*", "?", "/", ":", "$", "{", "}", " ", "🙂"),
  minLength: 1,
  maxLength: 6,
});

test("whatever a variable's value is, it opens exactly the resource of that name", () => {
  holds(
    fc.property(hostile, hostile, (tag, name) => {
      const asked = mintRequest({ resource: profileArn(name), context: { [TAG]: tag } });
      expect(applies({ Resource: profileArn(`\${${TAG}}`) }, asked)).toBe(tag === name);
    }),
  );
});

test("wildcards match as the textbook definition does", () => {
  const textbook = (pattern: readonly string[], text: readonly string[]): boolean => {
    const [token, ...rest] = pattern;
    if (token === undefined) return text.length === 0;
    if (token === "*") return textbook(rest, text) || (text.length > 0 && textbook(pattern, text.slice(1)));
    return text.length > 0 && (token === "?" || token === text[0]) && textbook(rest, text.slice(1));
  };
  const few = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
  holds(
    fc.property(few("a", "b", "*", "?", "/"), few("a", "b", "/", ":", "🙂"), (pattern, text) => {
      expect(matchesGlob([{ text: pattern, literal: false }], text)).toBe(
        textbook(Array.from(pattern), Array.from(text)),
      );
    }),
  );
});
