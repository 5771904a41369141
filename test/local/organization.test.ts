import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { beneathOrganization, readFolder } from "../../local/organization/read-folder";
import type { Statement } from "../../policies/document";
import { estate } from "../policies/audit/prove/small-estate";
import { organizationFiles, STACK_ACCOUNT } from "../policies/audit/organization/organization-folder";
import { assumeCommand, functionKeys, refusal, sts } from "./cloud/fixture/aws-clients";
import { startTestCloud } from "./cloud/fixture/test-cloud";

const DENY: Statement = { Sid: "NobodyBecomesAnybody", Effect: "Deny", Action: "sts:AssumeRole", Resource: "*" };

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "organization-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
}

test("the laptop enforces the control policies of a folder, and names statement and level", async () => {
  write(organizationFiles({ scps: { NoRoles: [DENY] } }));
  const read = readFolder(folder);
  expect(read.account).toBe(STACK_ACCOUNT);
  const cloud = await startTestCloud({}, { beneath: (whole) => beneathOrganization(whole, read) });
  try {
    const keys = await functionKeys(cloud);
    expect(await refusal(sts(cloud, keys).send(assumeCommand()))).toMatchObject({ name: "AccessDenied" });
    expect(cloud.decisions.all().at(-1)).toMatchObject({
      layer: "scp",
      sid: "NobodyBecomesAnybody",
      policy: "NoRoles (p-noroles) of organizational unit ou-ab12-workloads",
    });
  } finally {
    await cloud.close();
  }
});

test("a folder that lacks something is refused with everything that it lacks", () => {
  write({ "organization.json": { Organization: { Id: "o-1" } } });
  expect(() => beneathOrganization(estate(), readFolder(folder))).toThrow(
    /does not say what stands above account 111122223333[^]*MasterAccountId[^]*list-parents --child-id 111122223333/,
  );
});

test("neither a file nor what is not JSON is a folder of policies", () => {
  expect(() => readFolder(path.join(folder, "nowhere"))).toThrow(/is not a folder/);
  write({ "organization.json": "{" });
  expect(() => readFolder(folder)).toThrow(/cannot be read as JSON/);
});
