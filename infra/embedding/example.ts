/**
 * Another team's Pulumi program, with a VPC and a REST API of its own, that embeds the Rekognition pool. README.md beside it says what such a
 * program needs.
 */
import * as aws from "../aws";
import { EmbeddedPool } from "./embedded-pool";

const region = "eu-central-1";
const vpc = new aws.ec2.Vpc("platform", {
  cidrBlock: "10.90.0.0/20",
  enableDnsHostnames: true,
  enableDnsSupport: true,
});
const routes = new aws.ec2.RouteTable("platform", { vpcId: vpc.id });
const subnets = ["a", "b"].map((zone, index) => {
  const cidrBlock = `10.90.${index}.0/24`;
  const subnet = new aws.ec2.Subnet(zone, { vpcId: vpc.id, cidrBlock, availabilityZone: `${region}${zone}` });
  new aws.ec2.RouteTableAssociation(zone, { subnetId: subnet.id, routeTableId: routes.id });
  return subnet;
});

const pool = new EmbeddedPool("images", {
  network: {
    cidr: "10.90.0.0/20",
    vpcId: vpc.id,
    subnetIds: subnets.map(({ id }) => id),
    routeTableIds: { platform: routes.id },
  },
  settings: {
    region,
    corporateCidrs: ["10.20.0.0/16"],
    portalOrigins: ["https://photos.corp.example"],
    rekognitionRegions: [{ region }, { region: "eu-west-1", cidr: "10.91.0.0/24" }],
    rekognitionReservedConcurrency: 400,
  },
  tags: { costCentre: "4711" },
});

const api = new aws.apigateway.RestApi("photos", { endpointConfiguration: { types: "PRIVATE" } });
new aws.lambda.Permission("photos-calls-the-pool", {
  action: "lambda:InvokeFunction",
  function: pool.rekognition.live.arn,
  principal: "apigateway.amazonaws.com",
  sourceArn: api.executionArn.apply((arn) => `${arn}/*/POST/v1/rekognition/*`),
});

export const rekognition = pool.rekognition.live.invokeArn;
export const { imagesBucket, dnsZone } = pool;
