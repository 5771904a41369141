import { collectEstate } from "../../../../policies/audit/collect/collect";
import { graphFromStateExport, StateExportError } from "../../../../policies/audit/collect/graph/state-export";
import type { Estate } from "../../../../policies/audit/estate";
import { graphOf } from "../../../variants";
import { ACCOUNT, ANYTHING, graph, json, resource, role, written } from "./small-graph";

type Properties = Record<string, unknown>;

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const STACK = {
  type: "pulumi:pulumi:Stack",
  urn: "urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev",
  custom: false,
};

function exported(resources: readonly object[], more: object = {}): unknown {
  return { version: 3, deployment: { manifest: {}, resources: [STACK, ...resources], ...more } };
}

/** The estate of what is deployed: one role to know the account by, and these. */
function deployed(...resources: readonly object[]): Estate {
  const [anchor] = graph().resources;
  return collectEstate(graphFromStateExport(exported([{ ...anchor }, ...resources])));
}

function faults(estate: Estate): readonly string[] {
  return estate.coverage.map(written);
}

test("what the program deploys is audited as the program itself, but for the lines that a state does not know", () => {
  const { resources } = graphOf("dev");
  const state = resources.map(({ urn, type, custom, id, parent, inputs, outputs, source }) => ({
    ...{ urn, type, custom, id, parent, outputs: withReports(type, outputs) },
    inputs: { ...inputs, __defaults: ["region"] },
    sourcePosition: source === undefined ? undefined : `project:///${source.replace(":", "#")},3`,
  }));
  // As it is written to a file and read again.
  const text = JSON.stringify({ version: 3, deployment: { resources: state } });
  const estate = collectEstate(graphFromStateExport(JSON.parse(text)));
  expect(estate).toEqual(collectEstate(graphOf("dev")));
});

/** AWS reports policies with the resource that they are about, attached by the stack or by hand. */
function withReports(type: string, outputs: Readonly<Properties>): Properties {
  const policies = ["aws:s3/bucket:Bucket", "aws:sqs/queue:Queue", "aws:apigateway/restApi:RestApi"];
  const hasPolicy = policies.includes(type) && !String(outputs["name"]).includes("failed");
  return { ...outputs, ...(hasPolicy && { policy: json({ ...ANYTHING, Principal: "*" }) }), __meta: "{}" };
}

test("the deployed text counts, not the program's", () => {
  const policy = { ...resource("iam/rolePolicy:RolePolicy", "x", { role: "anchor", policy: json(ANYTHING) }) };
  const drifted = json({ ...ANYTHING, Action: "s3:*" });
  const estate = deployed({ ...policy, outputs: { role: "anchor", policy: drifted, name: "x" } });
  expect(faults(estate)).toEqual([]);
  expect(estate.roles[0]?.identity[0]?.document.Statement[0]?.Action).toBe("s3:*");
});

test("what somebody attached by hand is found with the role", () => {
  const reader = role("reader");
  const own = resource(
    "iam/rolePolicy:RolePolicy",
    "own",
    { role: "reader", policy: json(ANYTHING) },
    { name: "own-1" },
  );
  const inlinePolicies = [
    { name: "own-1", policy: json(ANYTHING) },
    { name: "by-hand", policy: json({ ...ANYTHING, Action: "s3:*" }) },
  ];
  const managedPolicyArns = ["arn:aws:iam::aws:policy/AttachedByHand"];
  const outputs = { ...reader.outputs, inlinePolicies, managedPolicyArns };
  const estate = deployed({ ...reader, outputs }, own);
  expect(estate.roles[1]?.identity.map(({ name }) => name)).toEqual([
    "own of role reader",
    "inline policy by-hand of role reader",
  ]);
  expect(faults(estate)).toEqual([expect.stringContaining("The text of arn:aws:iam::aws:policy/AttachedByHand")]);
});

test("a policy that AWS reports and the program never gave is the policy", () => {
  const policy = json({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
  const endpoint = resource("ec2/vpcEndpoint:VpcEndpoint", "door", {}, { policy, region: "eu-central-1" });
  expect(deployed({ ...endpoint, id: "vpce-1" }).endpoints[0]?.policies).toMatchObject([
    { origin: "program", pointer: "/policy" },
  ]);
});

test("what the program only looked up is known by what AWS reported", () => {
  const known = { ...role("known") };
  const estate = deployed({ ...known, external: true, inputs: {}, outputs: { ...known.outputs, ...known.inputs } });
  expect(faults(estate)).toEqual([]);
  expect(estate.roles[1]?.trust.document.Statement).toHaveLength(1);
});

describe("secrets of a state", () => {
  const policy = (value: object) => resource("iam/rolePolicy:RolePolicy", "x", { role: "anchor", policy: value });

  test("are read when they were exported open", () => {
    const estate = deployed(policy({ ...SECRET, plaintext: JSON.stringify(json(ANYTHING)) }));
    expect(faults(estate)).toEqual([]);
    expect(estate.roles[0]?.identity).toHaveLength(1);
  });

  test("are faults where a policy is still encrypted", () => {
    expect(faults(deployed(policy({ ...SECRET, ciphertext: "v1:abc" })))).toEqual([
      expect.stringContaining("encrypted"),
    ]);
  });
});

test("a resource that waits to be deleted is still there", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const endpoint = { ...resource("ec2/vpcEndpoint:VpcEndpoint", "door", {}, { region: "eu-central-1" }), id: "vpce-1" };
  const over = resource("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "over", {
    vpcEndpointId: "vpce-1",
    policy: json(statement),
  });
  expect(faults(deployed(endpoint, over, { ...over, delete: true })).join()).toMatch(/several policies/);
});

test("the account is the roles'", () => {
  expect(deployed()).toMatchObject({ project: "project", stack: "dev", account: ACCOUNT });
});

test.each([
  ["something else", { deployment: {} }, /not a stack export of version 3/],
  ["an older export", { version: 2, deployment: { resources: [] } }, /not a stack export of version 3/],
  ["a list", [], /not a stack export of version 3/],
  ["an empty stack", { version: 3, deployment: { resources: [] } }, /holds no stack/],
  ["half a deployment", exported([], { pending_operations: [{ type: "creating" }] }), /1 operations that were never/],
  ["a resource without a type", exported([{ urn: "urn:x" }]), /Resource 1 of the export/],
])("%s is refused with a sentence", (_, value, why) => {
  expect(() => graphFromStateExport(value)).toThrow(StateExportError);
  expect(() => graphFromStateExport(value)).toThrow(why);
});
