import * as path from "node:path";
import { find, graphOf, runAll } from "./run-all";

const outcomes = runAll("run-program", {
  network: { fixture: "small-network" },
  again: { fixture: "small-network" },
  provider: { fixture: "explicit-provider" },
  china: { fixture: "small-network", config: { "aws:region": "cn-north-1" } },
  duplicate: { fixture: "duplicate-name" },
  unknownType: { fixture: "unknown-type" },
  unknownQuestion: { fixture: "unknown-question" },
  document: { fixture: "provider-built-document" },
  never: { fixture: "never-ending", patienceSeconds: 1 },
  throwInApply: { fixture: "throw-in-apply" },
  twoThrows: { fixture: "two-throws" },
  lateEcho: { fixture: "late-echo" },
  missing: { fixture: "missing-property" },
  longName: { fixture: "too-long-name" },
  afterFailures: { fixture: "small-network" },
});

const STACK = "urn:pulumi:dev::example::pulumi:pulumi:Stack::example-dev";
const NETWORK = "urn:pulumi:dev::example::example:network:Network::office";

describe("the graph of a program", () => {
  it("has URNs as the engine builds them, parents' types first", () => {
    const urns = graphOf(outcomes.network).resources.map((resource) => resource.urn);
    expect(urns).toContain("urn:pulumi:dev::example::example:network:Network$aws:ec2/vpc:Vpc::office-vpc");
    expect(urns).toContain("urn:pulumi:dev::example::aws:iam/role:Role::worker");
    expect(urns).toEqual([...urns].sort());
  });

  it("knows every resource's parent; only the stack has none", () => {
    expect(find(outcomes.network, "Vpc", "office-vpc").parent).toBe(NETWORK);
    expect(find(outcomes.network, "Network", "office").parent).toBe(STACK);
    expect(
      graphOf(outcomes.network)
        .resources.filter((r) => !r.parent)
        .map((r) => r.urn),
    ).toEqual([STACK]);
  });

  it("knows dependencies, those by property and those by dependsOn", () => {
    const worker = find(outcomes.network, "Function", "worker");
    expect(worker.dependencies).toEqual([
      "urn:pulumi:dev::example::aws:iam/role:Role::worker",
      "urn:pulumi:dev::example::example:network:Network$aws:ec2/subnet:Subnet::office-a",
      "urn:pulumi:dev::example::example:network:Network$aws:ec2/subnet:Subnet::office-b",
      "urn:pulumi:dev::example::example:network:Network$aws:ec2/vpc:Vpc::office-vpc",
    ]);
  });

  it("knows the Region: the stack's, the input's, the provider's, and none for IAM and components", () => {
    expect(find(outcomes.network, "Vpc", "office-vpc").region).toBe("eu-central-1");
    expect(find(outcomes.network, "Vpc", "elsewhere").region).toBe("us-west-2");
    expect(find(outcomes.provider, "Vpc", "far").region).toBe("us-west-2");
    expect(find(outcomes.provider, "Vpc", "near").region).toBe("eu-central-1");
    expect(find(outcomes.network, "Role", "worker")).not.toHaveProperty("region");
    expect(find(outcomes.network, "Network", "office")).not.toHaveProperty("region");
  });

  it.each([
    ["Vpc", "office-vpc", "infra/index.ts:11"],
    ["Subnet", "office-a", "infra/index.ts:14"],
    ["Network", "office", "infra/index.ts:25"],
    ["Function", "worker", "infra/index.ts:27"],
  ])("points at the source line of %s %s", (kind, name, source) => {
    expect(find(outcomes.network, kind, name).source).toBe(source);
  });

  it("points nowhere for the stack, which no line of the program makes", () => {
    expect(find(outcomes.network, "Stack", "example-dev")).not.toHaveProperty("source");
  });

  it("unwraps secrets, and shows archives as their paths", () => {
    const { inputs } = find(outcomes.network, "Function", "worker");
    expect(inputs["environment"]).toEqual({ variables: { PASSWORD: "correct horse" } });
    expect(inputs["code"]).toBe("build/functions/worker");
  });

  it("holds the options that differ from their defaults", () => {
    expect(find(outcomes.network, "Function", "worker").options).toEqual({ protect: true });
    const far = find(outcomes.provider, "Vpc", "far").options;
    expect(far).toMatchObject({ retainOnDelete: true, ignoreChanges: ["tags"] });
    expect(far["provider"]).toMatch(/^urn:pulumi:dev::example::pulumi:providers:aws::west::/);
  });

  it("marks what is only read, under the id it was given", () => {
    const theirs = find(outcomes.provider, "Vpc", "theirs");
    expect(theirs).toMatchObject({ id: "vpc-0aaaabbbbccccdddd", options: { read: true } });
    expect(theirs.outputs["arn"]).toBe("arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0aaaabbbbccccdddd");
  });

  it("holds what components and the stack export", () => {
    const vpc = find(outcomes.network, "Vpc", "office-vpc").id;
    expect(find(outcomes.network, "Network", "office").outputs).toEqual({ vpcId: vpc });
    expect(graphOf(outcomes.network).outputs).toMatchObject({
      vpcId: vpc,
      account: "111122223333",
      settings: { greeting: "hello", ports: [80, 443] },
    });
  });

  it("takes partition and Region from the configuration", () => {
    expect(find(outcomes.china, "Role", "worker").outputs["arn"]).toMatch(
      /^arn:aws-cn:iam::111122223333:role\/worker-/,
    );
    expect(graphOf(outcomes.china).outputs["codeArn"]).toMatch(/^arn:aws-cn:lambda:cn-north-1:/);
  });

  it("is byte-identical on every run of one process, also after failed runs", () => {
    expect(outcomes.again.json).toBe(outcomes.network.json);
    expect(outcomes.afterFailures.json).toBe(outcomes.network.json);
    expect(outcomes.network.json).not.toContain(path.resolve("."));
  });
});

describe("a program that fails", () => {
  it.each([
    [
      "two resources of one name",
      outcomes.duplicate,
      "infra/index.ts:4: Duplicate resource: urn:pulumi:dev::example::aws:ec2/vpc:Vpc::twin was made at infra/index.ts:3.",
    ],
    [
      "a type without a model",
      outcomes.unknownType,
      "infra/index.ts:3: news (aws:sns/smsPreferences:SmsPreferences): the type has no output model; add one in local/program/outputs/.",
    ],
    [
      "a question without an answer",
      outcomes.unknownQuestion,
      "The program asks aws:ec2/getAmi:getAmi, which has no answer in local/program/outputs/invokes.ts.",
    ],
    [
      "a policy document built by the provider",
      outcomes.document,
      "Not getPolicyDocument: documents are built in policies/, so that what is deployed is what is enforced and audited.",
    ],
    [
      "a name longer than AWS allows",
      outcomes.longName,
      `infra/index.ts:3: ${"r".repeat(60)} (aws:iam/role:Role): name "${"r".repeat(60)}-`,
    ],
    ["a throw inside apply", outcomes.throwInApply, "cannot use vpc-"],
    ["what rejects once more when the run has ended", outcomes.lateEcho, "The pool cannot be built like this."],
    [
      "waiting for what never comes",
      outcomes.never,
      "The program waits for something that never comes: 1 resources, then silence.",
    ],
    ["a missing property", outcomes.missing, "Missing required property 'vpcId'"],
  ])("rejects once, with the cause: %s", (_, outcome, message) => {
    expect(outcome.graph).toBeUndefined();
    expect(outcome.error?.message).toContain(message);
    expect(outcome.error?.causes).toBe(1);
  });

  it("names every cause when there are several", () => {
    expect(outcomes.twoThrows.error).toEqual({
      name: "AggregateError",
      message: "the first fault\nthe second fault",
      causes: 2,
    });
  });

  it("leaves one handler behind, for what rejects late; a program that succeeds leaves none", () => {
    expect(outcomes.network.listeners).toBe(0);
    expect(Object.values(outcomes).reduce((sum, { listeners }) => sum + listeners, 0)).toBe(1);
  });
});
