import { checkSettings } from "../../../infra/config/settings";
import { graphOf, PROFILE_TAGS, REQUIRED_TAGS } from "../../variants";
import { LEAST } from "../config/good-settings";

const tagsOf = (profile: string) =>
  graphOf("strict").resources.find(({ name }) => name === `studio-profiles-${profile}`)?.inputs["tags"];

test("a profile's own tags stand beside the required ones, or in their place, and never in place of the program's", () => {
  const own = (profile: string) => ({
    Name: `studio-profiles-${profile}`,
    project: "private-ml-gateway",
    stack: "dev",
  });
  expect(tagsOf("alice")).toEqual({ ...REQUIRED_TAGS, ...PROFILE_TAGS.alice, ...own("alice") });
  expect(tagsOf("bob")).toEqual({ ...REQUIRED_TAGS, ...own("bob") });
});

test("with the required tags there is room for 47, and one of the same name takes none", () => {
  const many = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`tag${index}`, "x"]));
  const told = (tags: Record<string, string>) => {
    const config = { ...LEAST, studioUserProfiles: ["alice"], requiredTags: { tag0: "y", team: "ml" } };
    const result = checkSettings({ ...config, studioUserProfileTags: { alice: tags } });
    return "problems" in result ? result.problems.map(({ key, fault }) => `${key} ${fault}`) : [];
  };
  expect(told(many)).toEqual([]);
  expect(told({ ...many, another: "x" })).toEqual([
    expect.stringMatching(/^studioUserProfileTags\.alice has 48 tags with those of requiredTags/),
  ]);
});
