import fc from "fast-check";
import { decodeCaller } from "../../../functions/contract/caller";
import { hasRepeatedMember } from "../../../functions/http/json-members";
import { isDomainId, isStudioName, LANDING_FORMS, landingForm } from "../../../functions/contract/studio-profile";
import { caller, contextOf, DOMAIN, LIMITS } from "../events";

const SEED = { seed: 20_260_103, numRuns: 3000 };

test.each([
  ["a", true],
  ["A9", true],
  ["data--scientist-1", true],
  ["a".repeat(63), true],
  ["a".repeat(64), false],
  ["", false],
  ["-a", false],
  ["a-", false],
  ["a_", false],
  ["a b", false],
  ["bob/../alice", false],
  ["älice", false],
  ["*", false],
  ["a\n", false],
])("%j as a profile's or space's name: %s", (name, expected) => {
  expect(isStudioName(name)).toBe(expected);
});

test.each([
  [DOMAIN, true],
  ["d-a--1", true],
  ["d-", false],
  ["d-A", false],
  ["d-a/bob", false],
  ["x-aaaa", false],
  [`d-${"a".repeat(62)}`, false],
])("%j as a domain's id: %s", (id, expected) => {
  expect(isDomainId(id)).toBe(expected);
});

test.each(LANDING_FORMS)("%s is a landing URI, alone and with a path", (form) => {
  for (const path of ["", "lab", "lab/tree/my-notebook_1.ipynb", "lab/", ".hidden/a~1"]) {
    expect(landingForm(form + path)).toBe(form);
  }
  expect(landingForm(form + "x".repeat(1023 - form.length))).toBe(form);
  expect(landingForm(form + "x".repeat(1024 - form.length))).toBeUndefined();
});

const uri = fc.tuple(
  fc.constantFrom(...LANDING_FORMS, "", "app:Unknown:", "studio:", "https://"),
  fc.string({ unit: fc.constantFrom(..."ab./\\%?#:@ \r\n\t~-_\u0000é".split("")), maxLength: 20 }),
);

test("a landing URI that passes can be read in one way only", () => {
  fc.assert(
    fc.property(uri, ([start, path]) => {
      const form = landingForm(start + path);
      if (form === undefined) return true;
      const rest = (start + path).slice(form.length);
      const isPlain = /^[A-Za-z0-9._~/-]*$/.test(rest) && !rest.includes("..") && !rest.includes("//");
      // A URL parser that resolves it below some path must stay below that path.
      return (
        isPlain && !rest.startsWith("/") && new URL(rest, "https://host/below/").href === `https://host/below/${rest}`
      );
    }),
    SEED,
  );
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

test("a caller survives the way through API Gateway, which makes every value a string", () => {
  const alice = caller("alice");
  expect(decodeCaller(contextOf(alice))).toEqual(alice);
});

const entry = { domainId: DOMAIN, userProfileName: "alice", limits: LIMITS };

test.each([
  ["no context", undefined],
  ["an empty context", {}],
  ["another caller id", { callerId: "alice" }],
  ["no end", { expiresAt: undefined }],
  ["an end that is no time", { expiresAt: "soon" }],
  ["entries that are no list", { entries: "{}" }],
  ["entries that are no JSON", { entries: "[" }],
  ["an entry with another profile name", { entries: JSON.stringify([{ ...entry, userProfileName: "bob/../alice" }]) }],
  ["an entry with another domain", { entries: JSON.stringify([{ ...entry, domainId: "d-a/bob" }]) }],
  ["an entry without limits", { entries: JSON.stringify([{ ...entry, limits: undefined }]) }],
  ["an unknown reason", { denialReason: "because" }],
])("a context with %s carries no caller", (_, changes) => {
  const context = changes && (Object.keys(changes).length > 0 ? { ...contextOf(caller("alice")), ...changes } : {});
  expect(() => decodeCaller(context)).toThrow();
});
