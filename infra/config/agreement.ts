import { overlaps, parseCidr } from "../addresses/cidr";
import { nearRegion } from "../known-regions";
import { findPartition } from "../partition";
import { monitoringDisagreements } from "./alarms/monitoring-agreement";
import type { AgreeingValues, Disagreement } from "./disagreement";
import { boundaryDisagreements } from "./guardrails/boundary-agreement";
import { identityDisagreements } from "./identity/identity-agreement";
import { gatewayDisagreements } from "./people/gateway-agreement";
import { accountsDisagreements } from "./people/accounts-agreement";
import { mappingDisagreements } from "./people/mapping-agreement";
import { placesDisagreements } from "./places/places-agreement";
import { profileTagsDisagreements } from "./places/profile-tags-agreement";
import { sandboxDisagreements } from "./places/sandbox-agreement";
import { poolDisagreements } from "./pool-agreement";
import { isRegion, unknownRegion } from "./region";
import { rolloutDisagreements } from "./rollouts/rollout-agreement";
import { studioAppsDisagreements } from "./studio-apps/studio-apps-agreement";
import { freeNetwork } from "./repair/near-network";

/**
 * What is wrong between keys. Only what both keys are right about by themselves is compared, so that one mistake is
 * reported once.
 */
export function disagreements(values: Partial<AgreeingValues>): Disagreement[] {
  return [
    ...vpcInsideTheCompany(values),
    ...identityDisagreements(values),
    ...profilesBothMadeAndFound(values),
    ...urlLongerThanAllowed(values),
    ...roleForNobody(values),
    ...peerElsewhere(values),
    ...placesDisagreements(values),
    ...profileTagsDisagreements(values),
    ...sandboxDisagreements(values),
    ...mappingDisagreements(values),
    ...accountsDisagreements(values),
    ...gatewayDisagreements(values),
    ...poolDisagreements(values),
    ...boundaryDisagreements(values),
    ...monitoringDisagreements(values),
    ...rolloutDisagreements(values),
    ...studioAppsDisagreements(values),
  ];
}

function vpcInsideTheCompany({ vpcCidr, corporateCidrs = [] }: Partial<AgreeingValues>): Disagreement[] {
  const vpc = vpcCidr === undefined ? undefined : parseCidr(vpcCidr);
  if (vpc === undefined) return [];
  const twin = corporateCidrs.find((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && overlaps(vpc, cidr);
  });
  if (twin === undefined) return [];
  const fault = `overlaps with ${twin} of corporateCidrs: neither side could answer the other`;
  const fix = freeNetwork(["10.64.0.0/20", "172.20.0.0/20", "192.168.240.0/20", "100.64.0.0/20"], corporateCidrs);
  return [{ key: "vpcCidr", at: "", found: vpcCidr, fault, fix: fix ?? "<a network apart from corporateCidrs>" }];
}

function profilesBothMadeAndFound(values: Partial<AgreeingValues>): Disagreement[] {
  const { studioUserProfiles = [], existingStudioUserProfiles = [] } = values;
  return existingStudioUserProfiles.flatMap((found, index): Disagreement[] => {
    const twin = studioUserProfiles.find((name) => name.toLowerCase() === found.toLowerCase());
    const fault = `is listed in studioUserProfiles too, as "${twin ?? ""}": a profile is either made or found`;
    return twin === undefined
      ? []
      : [{ key: "existingStudioUserProfiles", at: `[${index}]`, found, fault, remove: true }];
  });
}

function urlLongerThanAllowed({ studioUrlSeconds, studioUrlMaxSeconds }: Partial<AgreeingValues>): Disagreement[] {
  if (studioUrlSeconds === undefined || studioUrlMaxSeconds === undefined) return [];
  if (studioUrlMaxSeconds >= studioUrlSeconds) return [];
  const fault = `is less than studioUrlSeconds (${studioUrlSeconds}): the default would be refused`;
  return [{ key: "studioUrlMaxSeconds", at: "", found: studioUrlMaxSeconds, fault, fix: String(studioUrlSeconds) }];
}

function roleForNobody(values: Partial<AgreeingValues>): Disagreement[] {
  const { mintingMode, studioUserProfiles, existingStudioUserProfiles } = values;
  if (mintingMode !== "rolePerProfile" || studioUserProfiles?.length !== 0) return [];
  if (existingStudioUserProfiles?.length !== 0) return [];
  const fault =
    "makes one role per listed profile, and neither studioUserProfiles nor existingStudioUserProfiles lists one";
  return [{ key: "mintingMode", at: "", found: mintingMode, fault, fix: "sessionTags" }];
}

function peerElsewhere(values: Partial<AgreeingValues>): Disagreement[] {
  const { region, corporateAttachment, allowsUnknownRegions = false } = values;
  if (corporateAttachment?.kind !== "vpcPeering") return [];
  const found = corporateAttachment.peerRegion;
  if (found === undefined) return [];
  if (!isRegion(found, allowsUnknownRegions)) {
    const fix = nearRegion(found) ?? "eu-west-1";
    return [{ key: "corporateAttachment", at: ".peerRegion", found, fault: unknownRegion(found), fix }];
  }
  if (region === undefined || findPartition(found)?.partition === findPartition(region)?.partition) return [];
  const fault = `is in another partition than ${region}: AWS peers VPCs within one partition only`;
  return [{ key: "corporateAttachment", at: ".peerRegion", found, fault, fix: region }];
}
