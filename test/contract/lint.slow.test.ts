import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";

test("the contract is clean under redocly's recommended rules, warnings included", () => {
  const cli = path.join(projectRoot(), "node_modules/@redocly/cli/bin/cli.js");
  const { status, stdout } = spawnSync(
    process.execPath,
    [cli, "lint", "functions/contract/openapi.json", "--extends=recommended", "--format=json"],
    // Neither usage statistics nor a look for newer versions.
    {
      cwd: projectRoot(),
      encoding: "utf8",
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  );
  const { problems } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    problems: { ruleId: string; message: string }[];
  };
  expect([status, problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)]).toEqual([0, []]);
});
