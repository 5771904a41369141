import type { GraphResource } from "../../program/graph";
import type { Answer } from "../answer";
import { xml } from "../aws-errors";
import { deniedMessage } from "../decide/role-action";
import { type GraphIndex, listOf, textOf, valueOf } from "../graph/graph-index";
import type { Incoming } from "../incoming";
import { checkSignature, signedRegion } from "../signing/signature";
import { limitOf, pageOf } from "./page";
import { decide, type ReadBackParts } from "./read-back";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
const MOST_IN_A_PAGE = 1000;
/** What an endpoint without a policy of its own reports: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const FULL_ACCESS = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}';

/** EC2's Query protocol, for the one operation that reads endpoints. */
export async function answerEc2(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const region = signedRegion(request) ?? parts.authority.place.region;
  const check = await checkSignature(request, parts.credentials, { service: "ec2", region });
  if (!check.ok) return fault(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
  const form = new URLSearchParams(request.body.toString("utf8"));
  const operation = form.get("Action") ?? "";
  const asked = { service: "ec2", region, action: `ec2:${operation}`, resource: "*" };
  const decision = decide(parts, request, check.session, asked);
  if (!decision.allowed)
    return { ...fault(403, "UnauthorizedOperation", deniedMessage(check.session, decision)), decision };
  if (operation !== "DescribeVpcEndpoints")
    return { ...fault(400, "InvalidAction", `The laptop's EC2 does not know ${operation}.`), decision };
  return { ...text(200, endpointsXml(parts.standing.index, form, { region, requestId: request.requestId })), decision };
}

function endpointsXml(
  index: GraphIndex,
  form: URLSearchParams,
  { region, requestId }: { region: string; requestId: string },
) {
  const vpcs = filterValues(form, "vpc-id");
  const wanted = index
    .all("ec2/vpcEndpoint:VpcEndpoint")
    .filter((each) => (each.region ?? textOf(each, "region") ?? region) === region)
    .filter((each) => vpcs.length === 0 || vpcs.includes(textOf(each, "vpcId") ?? ""));
  const { items, next } = pageOf(
    wanted,
    limitOf(form.get("MaxResults"), MOST_IN_A_PAGE, MOST_IN_A_PAGE),
    form.get("NextToken"),
  );
  const set = items.map((each) => `<item>${endpointXml(index, each)}</item>`).join("");
  const token = next === undefined ? "" : `<nextToken>${next}</nextToken>`;
  const inner = `<requestId>${requestId}</requestId><vpcEndpointSet>${set}</vpcEndpointSet>${token}`;
  return `<DescribeVpcEndpointsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${inner}</DescribeVpcEndpointsResponse>`;
}

/** `Filter.1.Name=vpc-id&Filter.1.Value.1=…` */
function filterValues(form: URLSearchParams, name: string): readonly string[] {
  const filters = [...form.keys()].filter((key) => /^Filter\.\d+\.Name$/.test(key) && form.get(key) === name);
  return filters.flatMap((key) => {
    const values = `${key.replace(/Name$/, "Value")}.`;
    return [...form.entries()].filter(([each]) => each.startsWith(values)).map(([, value]) => value);
  });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html */
function endpointXml(index: GraphIndex, endpoint: GraphResource): string {
  const id = textOf(endpoint, "id") ?? "";
  const [own] = index.where("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "vpcEndpointId", id);
  const element = (name: string, value: string) => `<${name}>${xml(value)}</${name}>`;
  const list = (name: string, key: string) =>
    `<${name}>${listOf(endpoint, key)
      .map((each) => element("item", String(each)))
      .join("")}</${name}>`;
  const groups = listOf(endpoint, "securityGroupIds").map((each) => `<item>${element("groupId", String(each))}</item>`);
  return [
    element("vpcEndpointId", id),
    element("vpcEndpointType", textOf(endpoint, "vpcEndpointType") ?? "Gateway"),
    element("vpcId", textOf(endpoint, "vpcId") ?? ""),
    element("serviceName", textOf(endpoint, "serviceName") ?? ""),
    element("state", "available"),
    element("policyDocument", textOf(own ?? endpoint, "policy") ?? FULL_ACCESS),
    list("routeTableIdSet", "routeTableIds"),
    list("subnetIdSet", "subnetIds"),
    `<groupSet>${groups.join("")}</groupSet>`,
    element("privateDnsEnabled", String(valueOf(endpoint, "privateDnsEnabled") === true)),
  ].join("");
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
function fault(status: number, code: string, message: string): Answer {
  const error = `<Error><Code>${xml(code)}</Code><Message>${xml(message)}</Message></Error>`;
  return text(status, `<Response><Errors>${error}</Errors><RequestID>laptop</RequestID></Response>`);
}

function text(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/xml;charset=UTF-8" }, body };
}
