import { assumeCommand, functionKeys, refusal, sts } from "./fixture/aws-clients";
import { startTestCloud, type TestCloud } from "./fixture/test-cloud";

const BOUNDARY_ARN = "arn:aws:iam::111122223333:policy/boundary";
const ALLOW_ALL = { Effect: "Allow", Action: "*", Resource: "*" };

async function becoming(...statements: readonly object[]) {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const cloud: TestCloud = await startTestCloud({ more: (builder) => builder.boundRoles(BOUNDARY_ARN, policy) });
  try {
    const keys = await functionKeys(cloud);
    const refused = await refusal(sts(cloud, keys).send(assumeCommand())).catch(() => undefined);
    return { refused, decision: cloud.decisions.all().at(-1) };
  } finally {
    await cloud.close();
  }
}

test("a boundary that lacks sts:AssumeRole keeps the function from minting, and the laptop says so", async () => {
  const { refused, decision } = await becoming({ ...ALLOW_ALL, Action: ["logs:*", "sts:TagSession"] });
  expect(refused).toMatchObject({ name: "AccessDenied" });
  expect(decision).toMatchObject({
    allowed: false,
    layer: "boundary",
    reason: `Nothing in permissions boundary ${BOUNDARY_ARN} of role echo-role allows sts:AssumeRole.`,
    lookedIn: [`permissions boundary ${BOUNDARY_ARN} of role echo-role`],
  });
});

test("a Deny in it is shown by its sentence; a wide one changes nothing", async () => {
  const denied = await becoming(ALLOW_ALL, { Sid: "NoTags", Effect: "Deny", Action: "sts:TagSession", Resource: "*" });
  expect(denied.refused).toMatchObject({ name: "AccessDenied" });
  expect(denied.decision).toMatchObject({ layer: "boundary", sid: "NoTags", effect: "Deny" });
  expect((await becoming(ALLOW_ALL)).decision).toMatchObject({ allowed: true, layer: "trust" });
});
