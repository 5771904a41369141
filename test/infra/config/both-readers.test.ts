import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { describeProblems } from "../../../infra/config/problem";
import { checkSettings } from "../../../infra/config/settings";
import { projectRoot } from "../../../infra/project-root";
import { readStackConfig } from "../../../local/program/config";

/** The least that is right, and a fault of each kind that the CLI or the laptop's reader could stop at before the program. */
const STACK = `
config:
  aws:region: eu-centrl-1
  corprateCidrs: [10.10.0.0/16]
  portalOrigins: https://portal.staging.example/
  availabilityZoneCount: [2]
  mfa:
  corporateAttachment: none
  executeApiPrivateDns: "yes"
`;

test("the laptop's reader leaves every fault to the program, which names them all at once", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "both-readers-"));
  fs.copyFileSync(path.join(projectRoot(), "Pulumi.yaml"), path.join(root, "Pulumi.yaml"));
  fs.writeFileSync(path.join(root, "Pulumi.staging.yaml"), STACK);
  const { values } = readStackConfig(root, "staging");
  fs.rmSync(root, { recursive: true });
  const ours = Object.entries(values).map(([name, value]) => [name.replace("private-ml-gateway:", ""), value]);
  const result = checkSettings(Object.fromEntries(ours) as Record<string, unknown>);
  const text = "problems" in result ? describeProblems(result.problems, "staging") : "";
  expect(text.match(/^[\w:-]+: .*$/gm)).toEqual([
    'aws:region: "eu-centrl-1" is not a Region that is known here; did you mean eu-central-1?',
    'corprateCidrs: ["10.10.0.0/16"] is not a setting of this project; did you mean corporateCidrs?',
    'availabilityZoneCount: "[2]" is not a whole number.',
    'corporateAttachment: "none" is not an object.',
    'executeApiPrivateDns: "yes" is neither true nor false.',
    'portalOrigins: "https://portal.staging.example/" is not a list.',
    "mfa: null is not one of the allowed values.",
  ]);
});
