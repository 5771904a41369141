import { createHash } from "node:crypto";
import { awsManagedPolicy, managedPolicyNames } from "../../../policies/audit/managed-policies/managed-policies";
import { actionsMatching } from "../../../policies/audit/reference/reference";
import { assertModelled } from "../../../policies/evaluate/modelled";

const arnOf = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;

test.each(managedPolicyNames)("%s is the text its hash was made of, and one that the evaluator understands", (name) => {
  const policy = awsManagedPolicy(arnOf(name));
  if (!policy) throw new Error("not on file");
  const { sha256, version, edited, document } = policy;
  expect(createHash("sha256").update(JSON.stringify(document)).digest("hex")).toBe(sha256);
  expect(version).toMatch(/^v\d+$/);
  expect(edited).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(() => assertModelled({ name, document }, "identity")).not.toThrow();
  for (const { Action = [] } of document.Statement)
    for (const action of [Action].flat()) expect(actionsMatching(action).length).toBeGreaterThan(0);
});

test("the partition changes no text, for none names a resource of one", () => {
  for (const name of managedPolicyNames) {
    expect(awsManagedPolicy(arnOf(name, "aws-cn"))).toEqual(awsManagedPolicy(arnOf(name)));
    expect(JSON.stringify(awsManagedPolicy(arnOf(name))?.document)).not.toContain("arn:");
  }
});

test("one with a path is found by its whole path, under its name", () => {
  expect(awsManagedPolicy(arnOf("service-role/AWSLambdaBasicExecutionRole"))?.name).toBe("AWSLambdaBasicExecutionRole");
  expect(awsManagedPolicy(arnOf("AWSLambdaBasicExecutionRole"))).toBeUndefined();
});

test.each([
  ["a policy of the account by the same name", "arn:aws:iam::111122223333:policy/AdministratorAccess"],
  ["a policy whose text is not on file", arnOf("AmazonSageMakerFullAccess")],
  ["a name that every object has", arnOf("constructor")],
  ["no ARN", "AdministratorAccess"],
])("%s is unknown", (_, arn) => expect(awsManagedPolicy(arn)).toBeUndefined());
