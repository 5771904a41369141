import { stackLabel, withinLength } from "../../infra/names";

const PROJECT = "private-ml-gateway";

test.each(["dev", "prod", "eu-central-1", "a".repeat(31)])("the stack %s is written out", (stack) => {
  expect(stackLabel(PROJECT, stack)).toBe([PROJECT, stack].join("-"));
});

test.each(["prod.eu", "prod_eu", "Prod", "aws-prod", "my-amazon", "cognito", "prod-", "a".repeat(32), "x".repeat(100)])(
  "the stack %s has a name that a sign-in prefix, a Studio domain and a layer take",
  (stack) => {
    const label = stackLabel(PROJECT, stack);
    // The account number of a sign-in prefix follows.
    expect(`${label}-111122223333`).toMatch(/^[a-z0-9](-*[a-z0-9]){0,62}$/);
    expect(label).not.toMatch(/aws|amazon|cognito/);
    expect(stackLabel(PROJECT, stack)).toBe(label);
  },
);

test.each(["ml.gate", "Ml_Gate", "aws-studio", "x".repeat(100)])(
  "so has a stack of the project %s, as pulumi new may have named it",
  (project) => {
    const labels = ["dev", "prod", "Prod"].map((stack) => stackLabel(project, stack));
    for (const label of labels) expect(`${label}-111122223333`).toMatch(/^[a-z0-9](-*[a-z0-9]){0,62}$/);
    expect(labels.join()).not.toMatch(/aws|amazon|cognito/);
    expect(new Set(labels).size).toBe(3);
  },
);

test("stacks that are told apart by Pulumi are told apart by their names", () => {
  const stacks = ["prod.eu", "prod_eu", "prod-eu", "Prod-eu", "prod-EU"];
  expect(new Set(stacks.map((stack) => stackLabel(PROJECT, stack))).size).toBe(stacks.length);
});

test("a name is cut only where it is too long, and two long ones stay different", () => {
  expect(withinLength("studio-profiles-alice-role", 56)).toBe("studio-profiles-alice-role");
  const [one, other] = ["a", "b"].map((end) => withinLength(`studio-profiles-${"x".repeat(62)}${end}-role`, 56));
  expect(one).toHaveLength(56);
  expect(one).not.toBe(other);
});
