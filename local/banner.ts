import type { Person } from "./identity/messages";
import type { Laptop } from "./laptop";
import { inUsualOrder } from "./ports";
import { PROFILES_PATH } from "./portal/through-a-door";

/** The newcomer's first screen: what is enforced, what was replaced, where everything is, and two commands to try. @param name of the laptop, or "" */
export function banner(laptop: Laptop, name: string, seconds: number): string {
  const { graph, enforcement, organizationFolder, doors, identity, portal } = laptop;
  const lines: [label: string, text: string][] = [
    ["IAM decisions", `enforced: ${enforcement.policies} policies, hash ${enforcement.hash}`],
    ...(organizationFolder === undefined ? [] : [above(organizationFolder)]),
    ...laptop.substitutions.map(substituted),
    ...laptop.played.map((text): [string, string] => ["Played", text]),
    ...laptop.shortened.map((text): [string, string] => ["Shortened", text]),
    ...inUsualOrder(doors).map((door, index): [string, string] => {
      const id = door.endpointId ?? "no endpoint";
      return [index === 0 ? "Doors" : "", `${door.name.padEnd(24)} ${door.url}  ${id}`];
    }),
    ["Sign-in", `${identity.issuer}  people: ${laptop.people.map((person) => inBrief(person, laptop)).join(", ")}`],
    ["Portal", `${portal.url}  ← start here, in a browser`],
    ...pool(laptop, name),
    ["Works", curl(laptop, name, "execute-api")],
    ["Refused", curl(laptop, name, "internet")],
    ["Ready", `in ${seconds.toFixed(1)} s. Ctrl-C ends it.`],
  ];
  const title = `${graph.project}, stack ${graph.stack}, on this laptop`;
  return `\n${title}\n${lines.map(([label, text]) => `${label.padEnd(14)} ${text}`).join("\n")}\n`;
}

function above(folder: string): [string, string] {
  return ["", `beneath the organization's control policies in ${folder}`];
}

/** The program's value stays in the graph; only the running function gets another. */
function substituted({ functionName, variable, before, after }: Laptop["substitutions"][number]): [string, string] {
  const brief =
    variable === "KEY_SET" ? "the laptop's keys, in place of the pinned ones" : `${after}, in place of ${before}`;
  return ["Substituted", `${functionName} ${variable}: ${brief}`];
}

function inBrief({ name, groups }: Person, { poolMember, laneMembers }: Laptop): string {
  if (name === poolMember) return `${name} (Rekognition only)`;
  const own = laneMembers.find(({ person }) => person === name);
  if (own !== undefined) return `${name} (its lane ${own.lane})`;
  return groups.length === 0 ? `${name} (without a profile)` : name;
}

/** Of the pool's Regions, and how to see them at work. */
function pool({ cloud }: Laptop, name: string): [string, string][] {
  const regions = cloud.pool.regions().map(({ region }) => region);
  if (regions.length === 0) return [];
  const own = nameArgument(name);
  const tries = `npm run load -- --rps 20 --seconds 30${own}; meanwhile npm run fault -- ${regions[0] ?? ""} error-500${own}`;
  return [["Rekognition", `${regions.length} Regions: ${regions.join(", ")}. Try ${tries}`]];
}

/** Which laptop a command is for, when it is not the one without a name. */
function nameArgument(name: string): string {
  return name === "" ? "" : ` --name ${name}`;
}

function curl(laptop: Laptop, laptopName: string, doorName: string): string {
  const { api, doors } = laptop;
  const door = doors.find(({ name }) => name === doorName);
  const token = `$(npm run -s token -- ${laptop.people[0]?.name ?? "alice"}${nameArgument(laptopName)})`;
  return `curl -H "Authorization: Bearer ${token}" ${door?.url ?? ""}/${api.stage}${PROFILES_PATH}`;
}
