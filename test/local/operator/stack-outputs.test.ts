import { projectRoot } from "../../../infra/project-root";
import { outputsOrSample } from "../../../local/operator/outputs-or-sample";
import { stackOutputs } from "../../../local/operator/stack-outputs";
import { operatorTarget } from "../../../local/operator/target";

import { forgetPulumi, pulumiSays, WITHOUT_PULUMI } from "./pulumi-cli";

afterEach(forgetPulumi);

const NOTHING = { stack: undefined, domain: undefined, region: undefined, name: "" };
const DEPLOYED = { region: "eu-west-1", studioDomainId: "", studioUserProfiles: ["alice", "bob"] };
const OUTPUTS = { studioDomainId: "d-abc123", deployed: DEPLOYED };

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

test("a Region on the line goes before the stack's", async () => {
  pulumiSays(`echo '${JSON.stringify(OUTPUTS)}'`);
  expect(await operatorTarget({ ...NOTHING, stack: "prod", region: "eu-north-1" })).toMatchObject({
    client: { region: "eu-north-1" },
  });
});

test("in the stack's own domain everything is the stack's; in one that was there before, only what its profiles have", async () => {
  pulumiSays(`echo '${JSON.stringify(OUTPUTS)}'`);
  expect((await operatorTarget({ ...NOTHING, stack: "prod" })).profiles).toBeUndefined();
  pulumiSays(`echo '${JSON.stringify({ ...OUTPUTS, deployed: { ...DEPLOYED, studioDomainId: "d-abc123" } })}'`);
  expect((await operatorTarget({ ...NOTHING, stack: "prod" })).profiles).toEqual(["alice", "bob"]);
});

test.each([{}, { region: "eu-west-1" }, { ...DEPLOYED, studioUserProfiles: undefined }, null])(
  "a stack that does not say whose the domain is empties nothing: %j",
  async (deployed) => {
    pulumiSays(`echo '${JSON.stringify({ ...OUTPUTS, deployed })}'`);
    await expect(operatorTarget({ ...NOTHING, stack: "prod" })).rejects.toThrow(
      "Stack prod does not say whether it made the Studio domain d-abc123, or only profiles in it",
    );
  },
);

test.each([
  ["echo 'error: no stack named prod found' >&2; exit 255", /ended with 255: error: no stack named prod found$/],
  ["echo '{}'", /^Stack prod has no outputs: run `pulumi up --stack prod` first\.$/],
  ["echo 'Please log in'", /printed something that is not JSON\.$/],
])("what the CLI says wrong is one sentence: %s", (script, sentence) => {
  pulumiSays(script);
  expect(() => stackOutputs(projectRoot(), "prod")).toThrow(sentence);
});

test("without the CLI the sentence says that it is the CLI that is missing, and of what there is a sample", async () => {
  process.env["PATH"] = WITHOUT_PULUMI;
  expect(() => stackOutputs(projectRoot(), "prod")).toThrow(/need the Pulumi CLI, which does not start: .*ENOENT\.$/);
  await expect(outputsOrSample("prod")).rejects.toThrow(
    /ENOENT\. Without --stack a sample is printed, of the same form\.$/,
  );
});

test("a Region that is named nowhere is asked for", async () => {
  delete process.env["AWS_REGION"];
  delete process.env["AWS_DEFAULT_REGION"];
  await expect(operatorTarget({ ...NOTHING, domain: "d-abc" })).rejects.toThrow("In which Region? Give --region");
});

test("a stack and a domain are two answers to one question, and refused together", async () => {
  await expect(operatorTarget({ ...NOTHING, stack: "prod", domain: "d-abc" })).rejects.toThrow(
    "--stack names the domain already",
  );
});

test("a laptop's name and a stack are two places, and refused together", async () => {
  await expect(operatorTarget({ ...NOTHING, domain: "d-abc", name: "second" })).rejects.toThrow(
    "--name is for a laptop",
  );
});
