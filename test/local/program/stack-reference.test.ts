import { ownStack } from "../../../local/program/stack-reference";

const OWN = { project: "gateway", stack: "dev", deployed: { vpcCidr: "10.64.0.0/20" } };

test("a program may ask what its own stack's last update left", () => {
  const { id, outputs } = ownStack("organization/gateway/dev", OWN);
  expect(id).toBe("organization/gateway/dev");
  expect(outputs).toMatchObject({ outputs: { vpcCidr: "10.64.0.0/20" }, secretOutputNames: [] });
});

test.each(["organization/gateway/prod", "organization/other/dev", "corp/gateway/dev", "dev"])(
  "of the stack %s nothing is known, and nothing is made up",
  (name) => {
    expect(() => ownStack(name, OWN)).toThrow(
      `The program asks for the outputs of ${name}, and only organization/gateway/dev is known here.`,
    );
  },
);
