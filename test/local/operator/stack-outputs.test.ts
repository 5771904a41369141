import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stackOutputs } from "../../../local/operator/stack-outputs";
import { operatorTarget } from "../../../local/operator/target";

/** A command named pulumi that says what a stack's would: first on PATH, in a folder of its own. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-cli-"));
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function pulumiSays(script: string): void {
  fs.writeFileSync(path.join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env["PATH"] = `${folder}:${before["PATH"] ?? ""}`;
}

const NOTHING = { stack: undefined, domain: undefined, region: undefined, name: "" };
const OUTPUTS = { studioDomainId: "d-abc123", deployed: { region: "eu-west-1" } };

test("the stack's outputs name domain and Region, and the CLI is asked for that stack only", async () => {
  pulumiSays(
    `[ "$*" = "stack output --json --non-interactive --stack acme/prod" ] && echo '${JSON.stringify(OUTPUTS)}'`,
  );
  expect(await operatorTarget({ ...NOTHING, stack: "acme/prod" })).toMatchObject({
    where: "AWS",
    domainId: "d-abc123",
    client: { region: "eu-west-1" },
    options: "--stack acme/prod ",
  });
});

test("what is given on the line goes before the stack's outputs", async () => {
  pulumiSays(`echo '${JSON.stringify(OUTPUTS)}'`);
  const given = { ...NOTHING, stack: "prod", domain: "d-other", region: "eu-north-1" };
  expect(await operatorTarget(given)).toMatchObject({ domainId: "d-other", client: { region: "eu-north-1" } });
});

test.each([
  ["echo 'error: no stack named prod found' >&2; exit 255", /ended with 255: error: no stack named prod found$/],
  ["echo '{}'", /^Stack prod has no outputs: run `pulumi up --stack prod` first\.$/],
  ["echo 'Please log in'", /printed something that is not JSON\.$/],
])("what the CLI says wrong is one sentence: %s", (script, sentence) => {
  pulumiSays(script);
  expect(() => stackOutputs(folder, "prod")).toThrow(sentence);
});

test("without the CLI the sentence says that it is the CLI that is missing", () => {
  process.env["PATH"] = "/nowhere";
  expect(() => stackOutputs(folder, "prod")).toThrow(/need the Pulumi CLI, which does not start: .*ENOENT\.$/);
});

test("a Region that is named nowhere is asked for", async () => {
  delete process.env["AWS_REGION"];
  delete process.env["AWS_DEFAULT_REGION"];
  await expect(operatorTarget({ ...NOTHING, domain: "d-abc" })).rejects.toThrow("In which Region? Give --region");
});

test("a laptop's name and a stack are two places, and refused together", async () => {
  await expect(operatorTarget({ ...NOTHING, domain: "d-abc", name: "second" })).rejects.toThrow(
    "--name is for a laptop",
  );
});
