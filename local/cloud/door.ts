import { endpointWithoutPolicy } from "../../policies/audit/collect/assumed";
import type { Estate } from "../../policies/audit/estate";
import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { GraphResource } from "../program/graph";
import { type GraphIndex, requiredText, textOf } from "./graph/graph-index";

/** "execute-api", "sagemaker-api", "studio", "sts", "rekognition-<region>", "s3", "s3-gateway", …, "internet" and the "foreign-…" ones. */
export type DoorName = string;

/** One way into AWS: a VPC endpoint with its policy, or the public internet, which has neither. */
export interface DoorPlan {
  readonly name: DoorName;
  /** For people, e.g. `VPC endpoint execute-api`. */
  readonly label: string;
  readonly endpointId?: string;
  readonly vpcId?: string;
  /** Of the endpoint's service: an endpoint leads to its own Region's. */
  readonly region?: string;
  /** Absent only for the internet: an endpoint without a policy has AWS's default one, full access. */
  readonly policy?: NamedPolicy;
  /** false: the internet, or another company's endpoint. */
  readonly ours: boolean;
}

/** A door that listens. `url` has no slash at its end. */
export interface Door extends DoorPlan {
  readonly url: string;
  readonly port: number;
}

const FULL_ACCESS: NamedPolicy = {
  name: "AWS's default endpoint policy (full access)",
  document: endpointWithoutPolicy(),
};

/** Where AWS services call one another: no endpoint, no public address, and no client can connect to it. */
export const INSIDE_AWS: Door = { name: "inside-aws", label: "inside AWS", ours: false, url: "", port: 0 };

const INTERNET: DoorPlan = { name: "internet", label: "the public internet", ours: false };

/** Another account: their VPC, their endpoint, and no policy on it that would stop anything. */
const FOREIGN: readonly DoorPlan[] = [
  foreign("foreign-execute-api", "a foreign company's execute-api endpoint", "vpce-0f04e16e000000a01"),
  foreign("foreign-studio", "a foreign company's Studio endpoint", "vpce-0f04e16e000000a02"),
];

export function planDoors(graph: GraphIndex, { endpoints }: Pick<Estate, "endpoints">): readonly DoorPlan[] {
  const policies = new Map(endpoints.map(({ id, policies: [policy] }) => [id, policy]));
  const names = new Set<string>();
  const ours = graph.all("ec2/vpcEndpoint:VpcEndpoint").map((endpoint) => ownDoor(endpoint, policies, names));
  return [...ours, INTERNET, ...FOREIGN];
}

/** @throws Error for a name that no door has */
export function findDoor(doors: readonly Door[], name: DoorName): Door {
  const door = doors.find((one) => one.name === name);
  if (door) return door;
  throw new Error(`There is no door "${name}"; there are ${doors.map((one) => one.name).join(", ")}.`);
}

function ownDoor(
  endpoint: GraphResource,
  policies: ReadonlyMap<string, NamedPolicy | undefined>,
  taken: Set<string>,
): DoorPlan {
  const { service, region } = serviceOf(requiredText(endpoint, "serviceName"));
  const endpointId = requiredText(endpoint, "id");
  const plain = plainName(service, region, textOf(endpoint, "vpcEndpointType") !== "Interface");
  const name = taken.has(plain) ? `${plain}-${endpoint.name}` : plain;
  taken.add(name);
  const vpcId = textOf(endpoint, "vpcId");
  const policy = policies.get(endpointId);
  return {
    name,
    label: `VPC endpoint ${name}`,
    endpointId,
    ...(vpcId !== undefined && { vpcId }),
    ...(region !== undefined && { region }),
    ...(policy && { policy }),
    ours: true,
  };
}

/** `com.amazonaws.<region>.sagemaker.api` → `sagemaker-api`; Studio's is `aws.sagemaker.<region>.studio`. */
function serviceOf(serviceName: string): { readonly service: string; readonly region: string | undefined } {
  const parts = serviceName.split(".");
  const index = parts.findIndex((part) => /^[a-z]+(-[a-z]+)+-\d+$/.test(part));
  return { service: parts.slice(index + 1).join("-"), region: parts[index] };
}

/**
 * A gateway endpoint is a route and has no address; on the laptop the functions' way over it needs one. Of Rekognition there is one
 * endpoint for each Region.
 */
function plainName(service: string, region: string | undefined, isGateway: boolean): DoorName {
  if (service === "rekognition" && region !== undefined) return rekognitionDoor(region);
  return isGateway ? `${service}-gateway` : service;
}

export function rekognitionDoor(region: string): DoorName {
  return `rekognition-${region}`;
}

function foreign(name: DoorName, label: string, endpointId: string): DoorPlan {
  return { name, label, endpointId, vpcId: "vpc-0f04e16e000000001", policy: FULL_ACCESS, ours: false };
}
