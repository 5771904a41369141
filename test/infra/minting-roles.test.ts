import { byType, inputText } from "../../local/program/graph";
import { graphOf } from "../variants";

test("with a role for each profile, the function's own policy is as long for five hundred as for one", () => {
  const gov = graphOf("gov");
  const policy = byType(gov, "aws:iam/rolePolicy:RolePolicy").find(({ name }) => name === "studio-url-policy");
  const text = policy ? inputText(policy, "policy") : "";
  const roles = byType(gov, "aws:iam/role:Role").filter(({ name }) => /^minting-/.test(name));
  expect(roles.map(({ name }) => name)).toEqual(["minting-alice", "minting-bob", "minting-erin"]);
  expect(text).toContain(`${"?".repeat(32)}"`);
  for (const role of roles) expect(text).not.toContain(String(role.outputs["name"]));
  expect(text.length).toBeLessThan(2000);
});

test("a role that someone's cut-off is attached to can be deleted with its profile", () => {
  for (const variant of ["dev", "gov"] as const) {
    const roles = byType(graphOf(variant), "aws:iam/role:Role").filter(({ inputs }) =>
      /\/(minting|studio-execution)\/$/.test(String(inputs["path"])),
    );
    expect(roles.length).toBeGreaterThan(2);
    expect(roles.filter(({ inputs }) => inputs["forceDetachPolicies"] !== true)).toEqual([]);
  }
});
