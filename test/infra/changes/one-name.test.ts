import { graphOf, type Variant, VARIANTS } from "../../variants";
import { IDENTITY, objectOf } from "./aws-objects";

const variants = Object.keys(VARIANTS) as Variant[];

/** AWS's object → the resources that any environment declares for it. */
const urns = new Map<string, Set<string>>();
for (const variant of variants) {
  for (const resource of graphOf(variant).resources) {
    const object = objectOf(resource);
    if (object !== undefined) urns.set(object, (urns.get(object) ?? new Set()).add(resource.urn));
  }
}

test("one object of AWS has one name in every branch of the program", () => {
  const doubled = [...urns].filter(([, names]) => names.size > 1);
  expect(doubled.map(([object, names]) => [object, ...names])).toEqual([]);
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
