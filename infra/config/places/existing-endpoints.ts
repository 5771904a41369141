import { parseCidr } from "../../addresses/cidr";
import type { EndpointService } from "../../partition";
import { faultsOfMembers, isObject, textMember } from "../identity/members";
import type { Fault, Key } from "../key";
import { faultOfStranger } from "../repair/misspelt-field";
import { segment } from "../repair/settings-of";
import { resourceIdMember } from "./resource-id";

/** An endpoint that was there before. The program changes neither it nor its policy, nor the security groups that it wears. */
export interface ExistingEndpoint {
  readonly id: string;
  /** Its policy document as JSON text, as AWS prints it. Absent: known at deployment only. */
  readonly policy?: string;
  /** The VPC it stands in, when that is another than the gateway's: a hub for many. */
  readonly vpcId?: string;
  /** That VPC's IPv4 network. */
  readonly cidr?: string;
}

/** Services whose endpoint may be one that exists: a second one with private DNS, or a second route, AWS refuses. */
export const SHARED_SERVICES = [
  "execute-api",
  "sagemaker.api",
  "studio",
  "sts",
  "sagemaker.runtime",
  "logs",
  "ecr.api",
  "ecr.dkr",
  "license-manager",
  "s3",
  "dynamodb",
] as const satisfies readonly EndpointService[];
export type SharedService = (typeof SHARED_SERVICES)[number];
export type ExistingEndpoints = Readonly<Partial<Record<SharedService, ExistingEndpoint>>>;

/** Of these there are gateway endpoints only: routes of one VPC, which lead out of no other. */
export const GATEWAY_SERVICES: readonly SharedService[] = ["s3", "dynamodb"];

const POLICY = { fault: faultOfPolicy, example: '{"Version":"2012-10-17","Statement":[]}' };
const CIDR = {
  fault: (value: string) =>
    parseCidr(value) === undefined ? "is not an IPv4 network address with a prefix" : undefined,
  example: "10.100.0.0/16",
};
const MEMBERS = {
  id: { key: resourceIdMember("vpce"), isRequired: true },
  policy: { key: textMember(POLICY) },
  vpcId: { key: resourceIdMember("vpc") },
  cidr: { key: textMember(CIDR) },
};

export const existingEndpoints: Key<ExistingEndpoints> = {
  type: "object",
  default: {},
  allowed: `{<service>: {id, policy?, vpcId?, cidr?}}, where service is one of ${SHARED_SERVICES.join(", ")}`,
  example: { at: ".sts.id", value: "vpce-0123456789abcdef0" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    const free = SHARED_SERVICES.filter((service) => !(service in value));
    return Object.entries(value).flatMap(([name, endpoint]): Fault[] => {
      if (!SHARED_SERVICES.some((service) => service === name))
        return [faultOfStranger({ at: "", name, found: endpoint, free, where: "for a service of the gateway" })];
      return faultsOfEndpoint(endpoint, segment(name));
    });
  },
};

function faultsOfEndpoint(endpoint: unknown, at: string): Fault[] {
  if (!isObject(endpoint)) {
    const value =
      typeof endpoint === "string" && endpoint.startsWith("vpce-") ? endpoint : MEMBERS.id.key.example.value;
    return [{ at, found: endpoint, fault: "is not an object", fix: [{ at }, { at: `${at}.id`, value }] }];
  }
  const faults = faultsOfMembers(endpoint, MEMBERS, "of an existing endpoint", at);
  const { vpcId, cidr } = endpoint;
  if (faults.length > 0 || (vpcId === undefined) === (cidr === undefined)) return faults;
  const [missing, key] =
    vpcId === undefined ? (["vpcId", MEMBERS.vpcId.key] as const) : (["cidr", MEMBERS.cidr.key] as const);
  const fault =
    "is required where the endpoint stands in another VPC: security groups there have to be named by network";
  return [{ at: `${at}.${missing}`, found: undefined, fault, fix: key.example.value }];
}

function faultOfPolicy(text: string): string | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) && "Statement" in document ? undefined : "is not a policy document";
  } catch {
    return "is not JSON";
  }
}
