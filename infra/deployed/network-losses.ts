import type { Settings } from "../config";
import type { Deployed } from "./deployed";
import { type Loss, set } from "./loss";

/** AWS moves nothing between Regions: every resource would be made anew, and deleted where it stands. */
export function anotherRegion(before: Deployed, now: Settings): Loss[] {
  if (before.region === now.region) return [];
  return [
    {
      key: "region",
      change: `is ${now.region}, and this stack stands in ${before.region}`,
      loss: "all of it: the people of the user pool, their home folders, images and results; AWS moves none between Regions",
      instead: `a stack of its own for ${now.region}: pulumi stack init <name>`,
      back: [set("region", "", before.region)],
    },
  ];
}

/** A VPC's first network cannot be changed: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export function anotherNetwork(before: Deployed, now: Settings): Loss[] {
  if (before.vpcCidr === now.vpcCidr) return [];
  const domain = before.studioZones > 0 ? "the Studio domain and its home folders, " : "";
  return [
    {
      key: "vpcCidr",
      change: `is ${now.vpcCidr}, and the network was made with ${before.vpcCidr}`,
      loss: `the VPC with all that stands in it: ${domain}every endpoint, and the addresses that the company's DNS forwards to`,
      instead: "a stack of its own with the other network; or pulumi destroy, and then this one",
      back: [set("vpcCidr", "", before.vpcCidr)],
    },
  ];
}

/** A subnet cannot go while a file system has an address in it, and the provider cannot take a domain out of one. */
export function fewerZones(before: Deployed, now: Settings): Loss[] {
  if (now.availabilityZoneCount >= before.studioZones) return [];
  return [
    {
      key: "availabilityZoneCount",
      change: `is ${now.availabilityZoneCount}, and the Studio domain was made in ${before.studioZones} zones`,
      loss: "nothing, but the update would fail half-way: the home folders have an address in each of these zones",
      instead: "leave it; only more zones are possible",
      back: [set("availabilityZoneCount", "", String(before.studioZones))],
    },
  ];
}
