import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { createGatewayEndpoint, type GatewayEndpointArgs } from "./gateway-endpoint";

/** Its logical names, with the components above each, the outermost first. */
const MADE = {
  besideTheOthers: {
    name: "endpoints-dynamodb",
    below: [["private-ml-gateway:network:VpcEndpoints", "endpoints"]],
  },
  byThePool: {
    name: "pool-endpoints-dynamodb",
    below: [
      ["private-ml-gateway:rekognition:RekognitionPool", "pool"],
      ["private-ml-gateway:rekognition:PoolEndpoints", "pool-endpoints"],
    ],
  },
} as const;

/**
 * A route table takes one gateway endpoint to DynamoDB, so there is one for all that need it: in table mode it stands beside the other endpoints,
 * otherwise the Rekognition pool makes it. A change between the two moves it: made anew, it would meet the old one's route.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export function createDynamoDbEndpoint(
  made: keyof typeof MADE,
  args: Omit<GatewayEndpointArgs, "service" | "elsewhere">,
  parent: pulumi.Resource,
): aws.ec2.VpcEndpoint {
  const other = MADE[made === "byThePool" ? "besideTheOthers" : "byThePool"];
  const elsewhere = { name: other.name, parent: urnOf(other.below) };
  return createGatewayEndpoint(MADE[made].name, { ...args, service: "dynamodb", elsewhere }, parent);
}

/** Of components that lie one below the other. */
function urnOf(chain: readonly (readonly [type: string, name: string])[]): pulumi.Input<pulumi.URN> {
  const [above, last] = [chain.slice(0, -1), chain.at(-1)];
  if (!last) throw new Error("A chain of components has at least one.");
  const [type, name] = last;
  return above.length === 0 ? pulumi.createUrn(name, type) : pulumi.createUrn(name, type, urnOf(above));
}
