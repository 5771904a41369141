import { graphOf, type Variant, VARIANTS } from "../../variants";
import { IDENTITY, objectOf } from "./aws-objects";
import { formerUrns } from "../../../local/upgrade/planned-changes";

const variants = Object.keys(VARIANTS) as Variant[];

/** AWS's object → the resources that any environment declares for it, each with the names by which it would be known elsewhere. */
const urns = new Map<string, Map<string, readonly string[]>>();
for (const variant of variants) {
  for (const resource of graphOf(variant).resources) {
    const object = objectOf(resource);
    if (object === undefined) continue;
    urns.set(
      object,
      (urns.get(object) ?? new Map<string, readonly string[]>()).set(resource.urn, formerUrns(resource)),
    );
  }
}

test("one object of AWS has one name in every branch of the program, or names that lead to each other: then it moves", () => {
  const doubled = [...urns].filter(([, names]) =>
    [...names.keys()].some((one) => [...names].some(([other, elsewhere]) => other !== one && !elsewhere.includes(one))),
  );
  expect(doubled.map(([object, names]) => [object, ...names.keys()])).toEqual([]);
});

test("no environment declares one object of AWS twice", () => {
  for (const variant of variants) {
    const objects = graphOf(variant).resources.map(objectOf);
    const known = objects.filter((object) => object !== undefined);
    expect(known.filter((object, index) => known.indexOf(object) !== index)).toEqual([]);
  }
});

test("one and several portal origins, and groups named by either key, are among them", () => {
  const types = new Set([...urns.keys()].map((object) => (JSON.parse(object) as string[])[0]));
  expect(Object.keys(IDENTITY).filter((type) => !types.has(type))).toEqual([]);
  const answers = variants.flatMap((variant) =>
    graphOf(variant)
      .resources.filter(({ name }) => name === "api-mint-url-preflight-integration")
      .map(({ inputs }) => inputs["type"]),
  );
  expect(new Set(answers)).toEqual(new Set(["MOCK", "AWS_PROXY"]));
});
