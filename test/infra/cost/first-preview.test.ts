import * as pulumi from "@pulumi/pulumi";
import * as aws from "../../../infra/aws";
import { declaredResources } from "../../../infra/cost/first-preview";

test("what a program declares is heard with its type, Region and inputs; what it only looks up is known as that", async () => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: `${name}-id`, state: {} }), call: () => ({}) });
  let declared: ReturnType<typeof declaredResources> | undefined;
  await pulumi.runtime.runInPulumiStack(() => {
    declared = declaredResources();
    const parent = new pulumi.ComponentResource("private-ml-gateway:test:Part", "part");
    const subnet = new aws.ec2.Subnet("subnet", { region: "eu-west-1", vpcId: "vpc-1" }, { parent });
    const endpoint = { region: "eu-west-1" as const, vpcId: "vpc-1", serviceName: "s", vpcEndpointType: "Interface" };
    new aws.ec2.VpcEndpoint("endpoint", { ...endpoint, subnetIds: pulumi.all([subnet.id]) }, { parent });
    aws.ec2.VpcEndpoint.get("there", "vpce-1", { region: "eu-west-1" }, { parent });
    return Promise.resolve({});
  });
  const heard = declared?.().map(({ type, region, isExisting }) => ({ type, region, isExisting }));
  expect(heard).toEqual([
    { type: "aws:ec2/subnet:Subnet", region: "eu-west-1", isExisting: false },
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint", region: "eu-west-1", isExisting: false },
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint", region: "eu-west-1", isExisting: true },
  ]);
});
