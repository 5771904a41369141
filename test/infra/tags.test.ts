import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { graphOf, PROFILE_TAGS, REQUIRED_TAGS, type Variant } from "../variants";

/** Whether the provider declares tags for a type, by its own declarations: `aws:ec2/vpc:Vpc` → ec2/vpc.d.ts. */
function takesTags(type: string): boolean {
  const [, file = ""] = type.split(":");
  const text = fs.readFileSync(path.join(projectRoot(), "node_modules/@pulumi/aws", `${file}.d.ts`), "utf8");
  return /Args \{[\s\S]*\n {4}tags\?: pulumi\.Input</.test(text);
}

test.each<Variant>(["pool", "strict", "existing-domain"])(
  "in %s everything that takes tags has the required ones, its own name and its owner",
  (variant) => {
    const made = graphOf(variant).resources.filter(
      ({ custom, type, options }) => custom && type.startsWith("aws:") && options["read"] !== true,
    );
    const tagged = made.filter(({ type }) => takesTags(type));
    expect(new Set(tagged.map(({ type }) => type)).size).toBeGreaterThan(10);
    for (const { name, type, inputs } of tagged) {
      const own = variant === "strict" && name === "studio-profiles-alice" ? PROFILE_TAGS.alice : {};
      const tags = { ...REQUIRED_TAGS, ...own, Name: name, project: "private-ml-gateway", stack: "dev" };
      expect({ name, type, tags: inputs["tags"] }).toEqual({ name, type, tags });
    }
  },
);
