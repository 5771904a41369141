import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { describeProblems, PROJECT } from "../../../infra/config/problem";
import { checkSettings } from "../../../infra/config/settings";
import { projectRoot } from "../../../infra/project-root";
import { readStackConfig } from "../../../local/program/config";

/** The least that is right, and a fault of each kind that the CLI or the laptop's reader could stop at before the program. */
const STACK = `
config:
  aws:region: eu-centrl-1
  ${PROJECT}:corprateCidrs: [10.10.0.0/16]
  ${PROJECT}:portalOrigins: https://portal.staging.example/
  ${PROJECT}:availabilityZoneCount: [2]
  ${PROJECT}:mfa:
  ${PROJECT}:corporateAttachment: none
  ${PROJECT}:executeApiPrivateDns: "yes"
`;

test("the laptop's reader leaves every fault to the program, which names them all at once", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "both-readers-"));
  fs.copyFileSync(path.join(projectRoot(), "Pulumi.yaml"), path.join(root, "Pulumi.yaml"));
  fs.writeFileSync(path.join(root, "Pulumi.staging.yaml"), STACK);
  const { values } = readStackConfig(root, "staging");
  fs.rmSync(root, { recursive: true });
  const ours = Object.entries(values).map(([name, value]) => [name.replace(`${PROJECT}:`, ""), value]);
  const result = checkSettings(Object.fromEntries(ours) as Record<string, unknown>);
  const text = "problems" in result ? describeProblems(result.problems, "staging") : "";
  expect(text.match(/^[\w:-]+: .*$/gm)).toEqual([
    'aws:region: "eu-centrl-1" is not a Region that is known here; did you mean eu-central-1?',
    `${PROJECT}:corprateCidrs: ["10.10.0.0/16"] is not a setting of this project; did you mean corporateCidrs?`,
    `${PROJECT}:availabilityZoneCount: "[2]" is not a whole number.`,
    `${PROJECT}:corporateAttachment: "none" is not an object.`,
    `${PROJECT}:executeApiPrivateDns: "yes" is neither true nor false.`,
    `${PROJECT}:portalOrigins: "https://portal.staging.example/" is not a list.`,
    `${PROJECT}:mfa: null is not one of the allowed values.`,
  ]);
});
