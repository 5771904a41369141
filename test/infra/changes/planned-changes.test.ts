import type { Graph, GraphResource } from "../../../local/program/graph";
import { graphOf } from "../../variants";
import { effectOf, lostWork } from "./effect";
import { planOf } from "../../../local/upgrade/planned-changes";

const dev = graphOf("dev");

/** The dev environment with other inputs or options of the one resource of this name and type. */
function devWith(type: string, name: string, change: Partial<GraphResource>): Graph {
  const { urn } = the(type, name);
  return { ...dev, resources: dev.resources.map((each) => (each.urn === urn ? { ...each, ...change } : each)) };
}

function the(type: string, name: string): GraphResource {
  const found = dev.resources.find((each) => each.custom && each.name === name && each.type.endsWith(`:${type}`));
  if (found === undefined) throw new Error(`There is no ${type} ${name}.`);
  return found;
}

test("the same declaration changes nothing, and an input that AWS can change is changed in place", () => {
  expect(effectOf(planOf(dev, dev))).toBe("in place");
  const { inputs } = the("Function", "studio-url");
  const plan = planOf(dev, devWith("Function", "studio-url", { inputs: { ...inputs, timeout: 7 } }));
  expect(effectOf(plan)).toBe("in place");
  expect(plan.updated.map(({ name }) => name)).toEqual(["studio-url"]);
});

test("a Studio domain in other subnets is another domain, and its profiles are others: unless the program keeps the subnets", () => {
  const { inputs, options } = the("Domain", "studio-domain");
  const moved = { ...inputs, subnetIds: ["subnet-0123456789abcdef0"] };
  expect(planOf(dev, devWith("Domain", "studio-domain", { inputs: moved })).updated).toEqual([]);
  const plan = planOf(dev, devWith("Domain", "studio-domain", { inputs: moved, options: {} }));
  expect(effectOf(plan)).toBe("replaces Domain, 2 UserProfile");
  expect(lostWork(plan).map(({ name }) => name)).toEqual([
    "studio-domain",
    "studio-profiles-alice",
    "studio-profiles-bob",
  ]);
  expect(options["ignoreChanges"]).toContain("subnetIds");
});

test("under another name it is another one, and under a name that it had before the same", () => {
  const { urn, name } = the("UserPool", "people");
  const renamed = { name: "persons", urn: `${urn.slice(0, -name.length)}persons` };
  const plan = planOf(dev, devWith("UserPool", name, { ...renamed, options: {} }));
  expect(effectOf(plan)).toBe("deletes UserPool");
  expect(plan.created.map(({ name }) => name)).toEqual(["persons"]);
  const aliased = devWith("UserPool", name, { ...renamed, options: { aliases: [{ name }] } });
  expect(effectOf(planOf(dev, aliased))).toBe("in place");
});

test("what is retained is left, and counts as lost all the same", () => {
  const kept = devWith("Bucket", "images", { options: { retainOnDelete: true } });
  const without = { ...kept, resources: kept.resources.filter(({ type }) => !type.startsWith("aws:s3/bucket:")) };
  const plan = planOf(kept, without);
  expect(effectOf(plan)).toBe("leaves Bucket");
  expect(lostWork(plan)).toHaveLength(1);
});

test("what stands in subnets that are deleted first is deleted first with them", () => {
  const name = "network-subnet-1";
  const { inputs } = the("Subnet", name);
  const elsewhere = {
    inputs: { ...inputs, availabilityZone: "eu-central-1c" },
    options: { deleteBeforeReplace: true },
  };
  const { replaced } = planOf(dev, devWith("Subnet", name, elsewhere));
  expect(replaced.map(({ after, isDeletedFirst }) => [after.name, isDeletedFirst])).toEqual(
    expect.arrayContaining([
      [name, true],
      ["network-routes-1-association", true],
      ["endpoints-sts", true],
    ]),
  );
});

test("a type that is not in the table is refused", () => {
  const strange = devWith("UserPool", "people", { type: "aws:sns/platformApplication:PlatformApplication" });
  expect(() => planOf(strange, strange)).toThrow(
    "aws:sns/platformApplication:PlatformApplication is not in unchangeable-inputs.ts",
  );
});
