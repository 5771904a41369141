import type { PolicyDocument } from "../../policies/document";
import { graphOf, type Variant, VARIANTS } from "../variants";

const dev = graphOf("dev");

describe("partitions and Regions", () => {
  test.each(Object.keys(VARIANTS) as Variant[])("in %s every ARN is of the Region's partition", (variant) => {
    const partition = variant === "gov" ? "aws-us-gov" : "aws";
    const arns = [...JSON.stringify(graphOf(variant).resources).matchAll(/arn:(aws[a-z-]*):/g)].map(
      (match) => match[1],
    );
    expect(new Set(arns)).toEqual(new Set([partition]));
  });

  test("every resource that has a Region says it", () => {
    const global = /^(aws:iam\/|private-ml-gateway:|pulumi:)/;
    const strict = graphOf("strict");
    expect(strict.resources.filter(({ type, region }) => !global.test(type) && region !== "eu-central-1")).toEqual([]);
    const regions = new Set(["eu-central-1", "eu-west-1", "eu-west-2"]);
    const said = dev.resources.filter(({ type }) => !global.test(type)).map(({ inputs }) => String(inputs["region"]));
    expect(new Set(said)).toEqual(regions);
  });

  test("every policy in the graph is a document of the current version", () => {
    const texts = dev.resources
      .flatMap(({ inputs }) => [inputs["policy"], inputs["assumeRolePolicy"]])
      .filter((text) => text !== undefined);
    expect(texts.length).toBeGreaterThan(20);
    for (const text of texts) expect((JSON.parse(text as string) as PolicyDocument).Version).toBe("2012-10-17");
  });
});
