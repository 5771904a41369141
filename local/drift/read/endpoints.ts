import { type EC2Client, paginateDescribeVpcEndpoints, type VpcEndpoint } from "@aws-sdk/client-ec2";
import type { Reading } from "./reading";

/** Where endpoints are looked for: in the networks of the stack all of them, in others the stack's own. */
export interface Endpoints {
  readonly region: string;
  readonly vpcIds: readonly string[];
  /** Of these networks every endpoint counts. */
  readonly ownVpcIds: ReadonlySet<string>;
  /** Of the program's endpoints, for what cannot be read. */
  readonly ids: readonly string[];
}

/** EC2 keeps an endpoint in its lists for a while after it is gone. */
const GONE = ["deleted", "deleting"];

/** The least and the most that a page may be asked to hold. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
const LEAST_IN_A_PAGE = 5;

export async function readEndpoints(reading: Reading, client: EC2Client, endpoints: Endpoints): Promise<void> {
  const { region, vpcIds, ownVpcIds, ids } = endpoints;
  const types = ["ec2/vpcEndpoint:VpcEndpoint", "ec2/vpcEndpointPolicy:VpcEndpointPolicy"];
  const question = {
    what: `VPC endpoints in ${region}`,
    action: "ec2:DescribeVpcEndpoints",
    covers: types.flatMap((type) => ids.map((key) => ({ type, key }))),
  };
  const { pageSize } = reading;
  const Filters = [{ Name: "vpc-id", Values: [...vpcIds] }];
  const paging = { client, ...(pageSize !== undefined && { pageSize: Math.max(pageSize, LEAST_IN_A_PAGE) }) };
  const found = await reading.ask(question, async () => {
    const all: VpcEndpoint[] = [];
    for await (const page of paginateDescribeVpcEndpoints(paging, { Filters })) all.push(...(page.VpcEndpoints ?? []));
    return all;
  });
  for (const endpoint of found ?? []) {
    const { VpcEndpointId = "", VpcId = "", State = "" } = endpoint;
    const isOurs = ids.includes(VpcEndpointId) || ownVpcIds.has(VpcId);
    if (isOurs && !GONE.includes(State.toLowerCase())) add(reading, region, endpoint);
  }
}

function add(reading: Reading, region: string, endpoint: VpcEndpoint): void {
  const { VpcEndpointId: id = "", PolicyDocument } = endpoint;
  reading.add("ec2/vpcEndpoint:VpcEndpoint", id, {
    region,
    vpcId: endpoint.VpcId,
    serviceName: endpoint.ServiceName,
    vpcEndpointType: endpoint.VpcEndpointType,
    privateDnsEnabled: endpoint.PrivateDnsEnabled,
    subnetIds: endpoint.SubnetIds,
    routeTableIds: endpoint.RouteTableIds,
    securityGroupIds: endpoint.Groups?.map(({ GroupId }) => GroupId),
  });
  if (PolicyDocument !== undefined)
    reading.add("ec2/vpcEndpointPolicy:VpcEndpointPolicy", id, { region, vpcEndpointId: id, policy: PolicyDocument });
}
