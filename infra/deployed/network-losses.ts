import type { Settings } from "../config";
import { vpcOf } from "../config/places/existing-vpc";
import type { Deployed } from "./deployed";
import { type Loss, set } from "./loss";

/** The two halves share names and no resources that could be kept: a domain moves from neither to the other. */
export function anotherRole(before: Deployed, now: Settings): Loss[] {
  if (before.role === now.role) return [];
  return [
    {
      key: "role",
      change: `is ${now.role}, and this stack was made as ${before.role}`,
      loss: "all of it, with the Studio domain that it made and the home folders",
      instead: "a stack of its own for the other half",
      back: [set("role", "", before.role)],
    },
  ];
}

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

/** AWS renames no log group, bucket or table: under another name each is made anew, and deleted under its old one. */
export function anotherNames(before: Deployed, now: Settings): Loss[] {
  if (before.namePrefix === now.namePrefix) return [];
  const began = before.namePrefix === "" ? "names that begin with the project's" : `"${before.namePrefix}"`;
  return [
    {
      key: "namePrefix",
      change: `is ${now.namePrefix === "" ? "empty" : `"${now.namePrefix}"`}, and this stack was made with ${began}`,
      loss: `${keptByName(before)}, and every role and function would be another`,
      instead: "a stack of its own with the other prefix; or pulumi destroy, and then this one",
      back: [before.namePrefix === "" ? { name: "namePrefix", at: "" } : set("namePrefix", "", before.namePrefix)],
    },
  ];
}

function keptByName({ profileMode, rekognitionRegions }: Deployed): string {
  const pool = rekognitionRegions.length > 0 ? ["images and their results"] : [];
  const rows = profileMode === "table" ? ["the rows of the mapping table"] : [];
  return ["all logs", ...pool, ...rows].join(", ");
}

/** A VPC's first network cannot be changed: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export function anotherNetwork(before: Deployed, now: Settings): Loss[] {
  if (before.vpcCidr === now.vpcCidr || isAnotherVpc(before, now)) return [];
  const isOurs = vpcOf(before.existingVpc) === undefined;
  return [
    {
      key: "vpcCidr",
      change: `is ${now.vpcCidr}, and the network was made with ${before.vpcCidr}`,
      loss: isOurs
        ? `the VPC with all that stands in it: ${inTheNetwork(before)}`
        : "the rules of security groups and the routes of other Regions, which would lead elsewhere",
      instead: "a stack of its own with the other network; or pulumi destroy, and then this one",
      back: [set("vpcCidr", "", before.vpcCidr)],
    },
  ];
}

/** Nothing moves from one VPC to another: functions and endpoints are made anew there, and a Studio domain with everyone's home folders. */
export function anotherVpc(before: Deployed, now: Settings): Loss[] {
  if (!isAnotherVpc(before, now)) return [];
  const [was, is] = [vpcOf(before.existingVpc), vpcOf(now.existingVpc)];
  const stood = was === undefined ? "the VPC that it made" : was.vpcId;
  return [
    {
      key: "existingVpc",
      change: `${is === undefined ? "names no VPC" : `is ${is.vpcId}`}, and this stack stands in ${stood}`,
      loss: `what the stack made in that VPC: ${inTheNetwork(before)}`,
      instead: "a stack of its own in the other VPC; or pulumi destroy, and then this one",
      back:
        was === undefined
          ? [{ name: "existingVpc", at: "" }]
          : [
              set("existingVpc", ".vpcId", was.vpcId),
              ...was.subnetIds.map((id, index) => set("existingVpc", `.subnetIds[${index}]`, id)),
              ...(was.routeTableIds ?? []).map((id, index) => set("existingVpc", `.routeTableIds[${index}]`, id)),
            ],
    },
  ];
}

function isAnotherVpc(before: Deployed, now: Settings): boolean {
  return vpcOf(before.existingVpc)?.vpcId !== vpcOf(now.existingVpc)?.vpcId;
}

function inTheNetwork({ studioZones }: Deployed): string {
  const domain = studioZones > 0 ? "the Studio domain and its home folders, " : "";
  return `${domain}every endpoint, and the addresses that the company's DNS forwards to`;
}

/** A subnet cannot go while a file system has an address in it, and the provider cannot take a domain out of one. */
export function fewerZones(before: Deployed, now: Settings): Loss[] {
  // An existing VPC's subnets stay, whatever config says of them.
  if (now.availabilityZoneCount >= before.studioZones || vpcOf(before.existingVpc) !== undefined) return [];
  if (isAnotherVpc(before, now)) return [];
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
