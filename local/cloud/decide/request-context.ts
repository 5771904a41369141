import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { type Door, INSIDE_AWS } from "../door";
import { type Place, accountIn } from "../graph/place";

export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** Private address of a client at an endpoint; any will do, ours conditions on none. */
const ADDRESS_IN_A_VPC = "10.0.0.10";
const ADDRESS_ON_THE_INTERNET = "203.0.113.10";

/**
 * The condition keys that AWS sets for every request, by the door it came through: the endpoint keys exist only behind an
 * endpoint, the public address only without one; inside AWS there is neither. A service that has Regions adds its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(door: Door, place: Place, resource: string, now: Date): RequestContext {
  const account = accountIn(resource);
  return {
    ...networkKeys(door),
    ...(account !== "" && { "aws:ResourceAccount": account }),
    "aws:RequestedRegion": place.region,
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
  };
}

function networkKeys(door: Door): RequestContext {
  if (door.name === INSIDE_AWS.name) return {};
  if (door.endpointId === undefined) return { "aws:SourceIp": ADDRESS_ON_THE_INTERNET };
  return {
    [SOURCE_VPCE]: door.endpointId,
    ...(door.vpcId !== undefined && { "aws:SourceVpc": door.vpcId }),
    "aws:VpcSourceIp": ADDRESS_IN_A_VPC,
  };
}
