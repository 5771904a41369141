/** What AWS answers about the things that config says exist: as much of it as is looked at. */
import type { SharedService } from "../../config";
import type { ZoneOffer } from "../zones";

export interface FoundVpc {
  readonly cidrs: readonly string[];
  /** Both DNS settings: names of endpoints are answered in the VPC. */
  readonly answersPrivateNames: boolean;
}

export interface FoundSubnet {
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
}

export interface FoundRouteTable {
  readonly vpcId: string;
  /** Used by the subnets that are associated with no table. */
  readonly isMain: boolean;
  /** Subnets that are associated with it by name. */
  readonly subnetIds: readonly string[];
}

export interface FoundEndpoint {
  readonly vpcId: string;
  readonly serviceName: string;
  readonly type: string;
  readonly state: string;
  readonly hasPrivateDns: boolean;
  readonly policy: string;
  readonly securityGroupIds: readonly string[];
  /** Of a gateway endpoint. */
  readonly routeTableIds: readonly string[];
}

/** A rule by which a VPC's resolver asks others. */
export interface FoundRule {
  /** What it is about: this name, and every name beneath it. */
  readonly domainName: string;
  readonly ruleType: string;
}

/** AWS's own words for why there is no answer. */
export interface NotFound {
  readonly notFound: string;
}

export interface FoundPlaces {
  /** Absent where the stack makes its VPC. */
  readonly vpc?: FoundVpc | NotFound | undefined;
  readonly subnets: Readonly<Record<string, FoundSubnet | NotFound>>;
  readonly routeTables: Readonly<Record<string, FoundRouteTable | NotFound>>;
  readonly endpoints: Readonly<Partial<Record<SharedService, FoundEndpoint | NotFound>>>;
  readonly rules: Readonly<Record<string, FoundRule | NotFound>>;
  /** Endpoints of the existing VPC that config does not name and that stand where the stack would make its own, by id. */
  readonly rivals: Readonly<Partial<Record<SharedService, string>>>;
  /** In which zones the services are offered whose endpoints the stack makes in the existing VPC. */
  readonly offers: readonly ZoneOffer[];
}

export function isFound<T extends object>(answer: T | NotFound | undefined): answer is T {
  return answer !== undefined && !("notFound" in answer);
}
