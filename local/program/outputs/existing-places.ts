import { type Properties, textOr } from "../property-values";

/** What stands before the program does, as config says it. */
export interface ExistingPlaces {
  readonly vpc?: StandingVpc | undefined;
  readonly endpoints: readonly StandingEndpoint[];
}

export interface StandingVpc {
  readonly id: string;
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

export interface StandingEndpoint {
  readonly id: string;
  readonly service: string;
  readonly hubId?: string | undefined;
  readonly policy?: string | undefined;
  readonly hasPrivateDns: boolean;
}

/** AWS's answer to a question about something that is not there: the program may go on. */
export class NothingThere extends Error {}

/** @param setting a value of the project's config as text, by its key without namespace */
export function existingPlaces(setting: (key: string) => string | undefined): ExistingPlaces {
  const vpc = objectIn(setting("existingVpc"));
  const vpcId = textOr(vpc["vpcId"], "");
  const endpoints = Object.entries(objectIn(setting("existingEndpoints"))).map(([service, said]) => {
    const { id, vpcId: hubId, policy } = said as Record<string, string | undefined>;
    const hasPrivateDns =
      hubId === undefined && (service !== "execute-api" || setting("executeApiPrivateDns") !== "false");
    return { id: id ?? "", service, hubId, policy, hasPrivateDns };
  });
  if (vpcId === "") return { endpoints };
  const lists = { subnetIds: textsIn(vpc["subnetIds"]), routeTableIds: textsIn(vpc["routeTableIds"]) };
  return { vpc: { id: vpcId, cidr: setting("vpcCidr") ?? "", ...lists }, endpoints };
}

/** Config is not checked yet: what is not of the right form is the program's to refuse. */
function objectIn(text: string | undefined): Properties {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
  } catch {
    return {};
  }
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
