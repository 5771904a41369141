import * as graphs from "../../../local/program/graph";
import { graphToJson } from "../../../local/program/graph-json";

function resource(name: string, changes: Partial<graphs.GraphResource> = {}): graphs.GraphResource {
  const rest = { custom: true, dependencies: [], inputs: {}, outputs: {}, options: {} };
  return { urn: `urn:${name}`, type: "aws:ec2/vpc:Vpc", name, ...rest, ...changes };
}

const graph: graphs.Graph = {
  project: "example",
  stack: "dev",
  outputs: { b: 1, a: { d: 2, c: 3 } },
  resources: [
    resource("one", { id: "vpc-1", source: "infra/a.ts:3", inputs: { cidr: "10.0.0.0/16", policy: '{"a":1}', n: 5 } }),
    resource("two", { parent: "urn:one", inputs: { zones: ["a", "b"] } }),
    resource("role", { type: "aws:iam/role:Role", outputs: { arn: "arn:aws:iam::1:role/r" } }),
  ],
};
const [one, two, role] = graph.resources as [graphs.GraphResource, graphs.GraphResource, graphs.GraphResource];

describe("looking things up in a graph", () => {
  it("finds by type, URN, id and parent", () => {
    expect(graphs.byType(graph, "aws:ec2/vpc:Vpc")).toEqual([one, two]);
    expect(graphs.byUrn(graph, "urn:two")).toBe(two);
    expect(graphs.byId(graph, "aws:ec2/vpc:Vpc", "vpc-1")).toBe(one);
    expect(graphs.children(graph, "urn:one")).toEqual([two]);
    expect(graphs.one(graph, "aws:iam/role:Role")).toBe(role);
    expect(graphs.one(graph, "aws:ec2/vpc:Vpc", (vpc) => vpc.name === "two")).toBe(two);
  });

  it("reads inputs and outputs as what they should be", () => {
    expect(graphs.inputText(one, "cidr")).toBe("10.0.0.0/16");
    expect(graphs.optionalInputText(one, "absent")).toBeUndefined();
    expect(graphs.inputTexts(two, "zones")).toEqual(["a", "b"]);
    expect(graphs.inputTexts(two, "absent")).toEqual([]);
    expect(graphs.inputJson(one, "policy")).toEqual({ a: 1 });
    expect(graphs.outputText(role, "arn")).toBe("arn:aws:iam::1:role/r");
    expect(graphs.idOf(one)).toBe("vpc-1");
  });

  it.each<[string, () => unknown, string]>([
    ["several", () => graphs.one(graph, "aws:ec2/vpc:Vpc"), "but has one (infra/a.ts:3), two (unknown place)."],
    ["none", () => graphs.one(graph, "x", undefined, "for tests"), "exactly one x for tests, but has none."],
    ["no such URN", () => graphs.byUrn(graph, "urn:x"), "The program has no resource urn:x."],
    ["no such id", () => graphs.byId(graph, "aws:ec2/vpc:Vpc", "vpc-9"), "with id vpc-9, but has none."],
    [
      "no text",
      () => graphs.inputText(one, "n"),
      "one (aws:ec2/vpc:Vpc) at infra/a.ts:3: inputs.n should be a string.",
    ],
    ["no list", () => graphs.inputTexts(one, "n"), "inputs.n should be a list of strings."],
    ["no JSON", () => graphs.inputJson(one, "cidr"), "inputs.cidr should be JSON text."],
    ["no id", () => graphs.idOf(two), "two (aws:ec2/vpc:Vpc) has no id."],
  ])("says what is wrong: %s", (_, look, message) => {
    expect(look).toThrow(message);
  });

  it("writes keys in order at every level", () => {
    expect(graphToJson({ ...graph, resources: [] })).toBe(
      '{\n  "outputs": {\n    "a": {\n      "c": 3,\n      "d": 2\n    },\n    "b": 1\n  },\n' +
        '  "project": "example",\n  "resources": [],\n  "stack": "dev"\n}\n',
    );
  });
});
