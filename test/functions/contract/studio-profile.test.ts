import fc from "fast-check";
import {
  isDomainId,
  isStudioName,
  LANDING_FORMS,
  landingForm,
  readProfileLimits,
} from "../../../functions/contract/studio-profile";
import { DOMAIN, LIMITS } from "../events";

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

test("a domain's id has 63 characters at most", () => {
  expect(isDomainId(`d-${"a".repeat(61)}`)).toBe(true);
  expect(isDomainId(`d-${"a".repeat(62)}`)).toBe(false);
  // The pattern alone would let hyphens through in any number.
  expect(isDomainId(`d-${"-".repeat(60)}a`)).toBe(true);
  expect(isDomainId(`d-${"-".repeat(61)}a`)).toBe(false);
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
  ["a space that is not a name", { spaces: ["good", "b/d"] }, false],
])("a profile's limits with %s", (_, changes, isGood) => {
  const limits = { ...LIMITS, ...changes };
  if (isGood) expect(readProfileLimits(limits)).toEqual(limits);
  else expect(() => readProfileLimits(limits)).toThrow(`${Object.keys(changes)[0] ?? ""} must be`);
});
