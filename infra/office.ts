import * as pulumi from "@pulumi/pulumi";
import { contains, requireCidr } from "./addresses/cidr";
import type { Settings } from "./config";
import { sandboxOf } from "./config/places/corporate-sandbox";
import { CorporateSandbox } from "./corporate-sandbox/corporate-sandbox";
import { CorporateAttachment } from "./network/corporate-attachment";
import { hubCidrsOf } from "./network/existing/existing-endpoints";
import { InboundResolver } from "./network/inbound-resolver";
import type { Network } from "./network/network";

export interface OfficeArgs {
  readonly settings: Settings;
  readonly network: Network;
  /** What the office's DNS has to forward. */
  readonly zones: pulumi.Output<string[]>;
}

/** How the office is joined, for the stack's outputs. */
export interface Office extends Pick<OfficeArgs, "zones"> {
  /** The addresses that the company's DNS forwards to. */
  readonly resolverAddresses: pulumi.Output<string[]>;
  /** The way into the stand-in for an office; empty where there is none. */
  readonly sandbox: Partial<ReturnType<CorporateSandbox["furnish"]>>;
}

/** The office's names lead to us, and its packets: those of the company, or of a stand-in that is made here. */
export function connectOffice({ settings, network, zones }: OfficeArgs): Office {
  const { region, corporateCidrs, corporateAttachment, permissionsBoundaryArn } = settings;
  const wanted = sandboxOf(settings.corporateSandbox);
  const sandbox =
    wanted && new CorporateSandbox("corporate-sandbox", { region, sandbox: wanted, permissionsBoundaryArn });
  const { attachmentId = "" } = new CorporateAttachment("office", {
    network,
    region,
    // Of the company's networks it is the only one behind this peering.
    cidrs: wanted ? [wanted.cidr] : [...corporateCidrs, ...hubsBeside(settings)],
    attachment: sandbox ? { kind: "sandbox", vpcId: sandbox.vpcId } : corporateAttachment,
  });
  const resolverAddresses = resolverOf({ settings, network });
  const { cidr } = network;
  return {
    zones,
    resolverAddresses,
    sandbox: sandbox?.furnish({ cidr, attachmentId, zones, resolverAddresses }) ?? {},
  };
}

/** Networks of hubs that no corporate network contains already: their endpoints stand behind the same attachment. */
function hubsBeside({ existingEndpoints, corporateCidrs }: Settings): string[] {
  const company = corporateCidrs.map(requireCidr);
  return hubCidrsOf(existingEndpoints).filter((hub) => !company.some((each) => contains(each, requireCidr(hub))));
}

function resolverOf({ settings, network }: Pick<OfficeArgs, "settings" | "network">): pulumi.Output<string[]> {
  const { region, corporateCidrs, existingResolverAddresses: existing } = settings;
  if (existing.length > 0) return pulumi.output([...existing].sort());
  return new InboundResolver("resolver", { network, region, corporateCidrs }).addresses;
}
