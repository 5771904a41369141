import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../infra/config";

const LEAST = {
  "aws:region": "eu-central-1",
  "private-ml-gateway:corporateCidrs": '["10.10.0.0/16"]',
  "private-ml-gateway:portalOrigins": '["https://portal.corp.example"]',
};

// The stack that the messages name; without it, its name depends on what else ran in this process.
beforeAll(() =>
  pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    "private-ml-gateway",
    "staging",
  ),
);

test("settings come from the stack's own namespace and the provider's Region", () => {
  pulumi.runtime.setAllConfig({ ...LEAST, "private-ml-gateway:throttleBurst": "7", "other:corporateCidrs": "[]" });
  expect(readSettings()).toMatchObject({ region: "eu-central-1", corporateCidrs: ["10.10.0.0/16"], throttleBurst: 7 });
});

test("everything that is wrong is one error, which the CLI prints without a stack trace", () => {
  pulumi.runtime.setAllConfig({ ...LEAST, "private-ml-gateway:mfa": "on", "private-ml-gateway:stageNam": "live" });
  const read = () => readSettings();
  expect(read).toThrow(
    /^2 settings of stack staging \(Pulumi\.staging\.yaml\) must change .*stageNam: "live".*did you mean stageName.*mfa: "on"/s,
  );
  try {
    read();
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
  }
});

test("an encrypted value is not printed, not even where it does not belong", () => {
  const config = { ...LEAST, "private-ml-gateway:stageNam": "hunter2" };
  pulumi.runtime.setAllConfig(config, ["private-ml-gateway:stageNam"]);
  expect(() => readSettings()).toThrow(/stageNam: \(not shown\) is not a setting/);
  expect(() => readSettings()).not.toThrow(/hunter2/);
});
