import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../../infra/project-root";
import { declaredPolicyInputs, providerVersion } from "./provider-declarations";

const FILE = path.join(projectRoot(), "policies/audit/collect/coverage/policy-inputs.json");

/**
 * A new version of the provider may bring a new way to give access.
 * `WRITE_POLICY_INPUTS=1 npx jest policy-inputs` takes it over (then `npx prettier --write` on the file).
 */
test("the table of inputs that may carry access is the installed provider's own", () => {
  const declared = { package: "@pulumi/aws", version: providerVersion(), types: declaredPolicyInputs() };
  if (process.env["WRITE_POLICY_INPUTS"]) fs.writeFileSync(FILE, `${JSON.stringify(declared, undefined, 2)}\n`);
  expect(JSON.parse(fs.readFileSync(FILE, "utf8"))).toEqual(declared);
});
