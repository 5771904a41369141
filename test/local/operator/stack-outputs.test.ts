import { projectRoot } from "../../../infra/project-root";
import { stackOutputs } from "../../../local/operator/stack-outputs";
import { operatorTarget } from "../../../local/operator/target";

import { forgetPulumi, pulumiSays, WITHOUT_PULUMI } from "./pulumi-cli";

afterEach(forgetPulumi);

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
  expect(() => stackOutputs(projectRoot(), "prod")).toThrow(sentence);
});

test("without the CLI the sentence says that it is the CLI that is missing", () => {
  process.env["PATH"] = WITHOUT_PULUMI;
  expect(() => stackOutputs(projectRoot(), "prod")).toThrow(/need the Pulumi CLI, which does not start: .*ENOENT\.$/);
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
