import { projectRoot } from "../../../infra/project-root";
import { decidingPolicies } from "../../../local/cloud/decide/deciding-policies";
import { decideRoleAction } from "../../../local/cloud/decide/role-action";
import { INSIDE_AWS } from "../../../local/cloud/door";
import { type Plan, planCloud } from "../../../local/cloud/plan";
import { isCalledBy } from "../../../local/lambda/function-spec";
import { mayReceive } from "../../../local/cloud/queue/queue-permissions";
import { type Graph, type GraphResource, one } from "../../../local/program/graph";
import { graphOf } from "../../variants";

const dev = graphOf("dev");

function planned(graph: Graph): Plan {
  return planCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder: "" });
}

/** The program with one more resource, which carries a Deny for everybody. */
function withDeny(type: string, inputs: (document: string) => GraphResource["inputs"], resource: string): Graph {
  const statement = { Sid: "Shut", Effect: "Deny", Principal: "*", Action: "*", Resource: resource };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const one = { urn: `urn:mistake::aws:${type}`, type: `aws:${type}`, name: "shut", custom: true } as const;
  const more = { ...one, dependencies: [], inputs: inputs(policy), outputs: {}, options: {} };
  return { ...dev, resources: [...dev.resources, more] };
}

describe("policies of what is asked for decide beside the caller's", () => {
  test("a queue's own Deny keeps Lambda from its messages", () => {
    const [source] = planned(dev).pool.sources;
    if (!source) throw new Error("The program has no event source.");
    const mayPoll = ({ authority, functions }: Plan) =>
      mayReceive(authority, functions.find((code) => isCalledBy(code, source.functionArn))?.roleArn ?? "", source);
    const ofQueues = dev.resources.filter(({ type }) => type === "aws:sqs/queuePolicy:QueuePolicy");
    const open = { ...dev, resources: dev.resources.filter((each) => !ofQueues.includes(each)) };
    const shut = withDeny("sqs/queuePolicy:QueuePolicy", (policy) => ({ queueUrl: source.queueArn, policy }), "*");
    const onlyShut = { ...shut, resources: shut.resources.filter((each) => !ofQueues.includes(each)) };
    expect([planned(dev), planned(open), planned(onlyShut)].map(mayPoll)).toEqual([true, true, false]);
  });

  test("a table's own Deny refuses what a role may read", () => {
    const table = one(dev, "aws:dynamodb/table:Table", ({ name }) => name.includes("results"));
    const tableArn = String(table.outputs["arn"]);
    const read = ({ authority, functions, doors }: Plan) => {
      const { roleArn = "" } = functions.find(({ name }) => name === "rekognition") ?? {};
      const asked = { service: "dynamodb", action: "dynamodb:GetItem", resource: tableArn };
      const session = { roleArn, sessionName: "test", tags: {} };
      const door = { ...INSIDE_AWS, ...doors.find(({ name }) => name === "dynamodb-gateway") };
      return decideRoleAction(authority, { requestId: "r", door }, session, asked);
    };
    const type = "dynamodb/resourcePolicy:ResourcePolicy";
    const shut = withDeny(type, (policy) => ({ resourceArn: tableArn, policy }), tableArn);
    expect(read(planned(shut))).toMatchObject({ allowed: false, sid: "Shut" });
    expect(read(planned(dev))).toMatchObject({ allowed: true });
  });
});

test("a policy that the audit proves about and no stand-in asks stops start-up", () => {
  const { estate, doors, api, authority } = planned(dev);
  const asked = { doors, apiPolicies: api.resourcePolicies, authority };
  expect(decidingPolicies(estate, asked).length).toBeGreaterThan(15);
  const last = (doors.find(({ name }) => name === "sts") ?? doors[0])?.policy?.name ?? "";
  const fewer = doors.filter(({ name }) => name !== "sts");
  expect(() => decidingPolicies(estate, { ...asked, doors: fewer })).toThrow(`The ${last} (`);
  expect(() => decidingPolicies(estate, { ...asked, apiPolicies: [] })).toThrow("resource policy of API");
});
