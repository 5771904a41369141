import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import type { AuditReport } from "../../../policies/audit/report";
import { withStatements } from "../../policies/audit/rules/changed-graph";
import { graphOf } from "../../variants";

const root = projectRoot();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "told-"));
const small = graphOf("existing-domain");
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
  for (const made of ["build/audit/told-deployed", "build/policies/told-deployed"])
    fs.rmSync(path.join(root, made), { recursive: true, force: true });
});

function audit(...args: string[]) {
  return spawnSync(process.execPath, ["local/run.mjs", "audit", ...args], { cwd: root, encoding: "utf8" });
}

/** As `pulumi stack export` writes it. */
function exported({ resources }: typeof small, name: string, stack: string): string {
  const all = resources.map(({ inputs, outputs, ...rest }) => ({
    ...rest,
    inputs,
    outputs: { ...outputs, ...inputs },
  }));
  const text = JSON.stringify({ version: 3, deployment: { resources: all } });
  const file = path.join(folder, name);
  const named = text.replaceAll("urn:pulumi:dev::", `urn:pulumi:${stack}::`).replaceAll("/dev/", `/${stack}/`);
  fs.writeFileSync(file, named);
  return file;
}

test("what let a request pass, and what changed since it was approved, with the lines", () => {
  const holed = withStatements(
    withStatements(graphOf("dev"), "DenyMintingUnlessThroughOurSageMakerEndpoints", () => []),
    "AllowMintingForTheOneProfile",
    ({ Condition: _away, ...statement }) => statement,
  );
  const { status, stdout } = audit("--state", exported(holed, "holed.json", "dev"), "--on", "2027-01-04");
  const causes =
    "AllowMintingForTheOneProfile reads otherwise \\(policies/minting-role\\.ts:\\d+\\); DenyMintingUnlessThroughOurSageMakerEndpoints is gone \\(policies/minting-role\\.ts:\\d+\\)";
  expect(status).toBe(1);
  expect(stdout).toMatch(new RegExp(`Changed since approved: ${causes}\\.`));
  expect(stdout).toMatch(/Let through by AllowMintingForTheOneProfile \(policies\/minting-role\.ts:\d+\)\./);
  expect(stdout).toMatch(new RegExp(`NEW: role minting may sagemaker:CreatePresignedDomainUrl .*\\[${causes}\\]`));
});

test("a later day changes the day in the report, and what has expired: not the policies' hash, and nothing else", () => {
  const state = exported(small, "small.json", "told");
  const on = (day: string) => {
    const { stdout } = audit("--state", state, "--on", day);
    const text = fs.readFileSync(path.join(root, "build/audit/told-deployed/report.json"), "utf8");
    return { stdout, report: JSON.parse(text) as AuditReport };
  };
  const [soon, later, late] = [on("2027-01-04"), on("2027-06-30"), on("2099-01-01")];
  expect({ ...later.report, run: { ...later.report.run, day: "2027-01-04" } }).toEqual(soon.report);
  expect(late.report.policyHash).toBe(soon.report.policyHash);
  expect(late.stdout).toMatch(
    /Expired: exception \S+ was good until \S+\. Its owner, \S.*, renews it in policies\/exceptions\.yaml/,
  );
});

test("a day that the calendar does not have is answered with a sentence", () => {
  const { status, stderr } = audit("--on", "2027-02-30");
  expect(stderr).toMatch(/^--on is "2027-02-30"; allowed is a day such as 2027-03-31\. See/);
  expect(status).toBe(2);
});
