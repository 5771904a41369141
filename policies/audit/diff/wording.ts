/** Differences as sentences. */
import type { Estate } from "../estate";
import { type Passage, UNSIGNED } from "./comparisons";

/** Of a statement's resources, as many as a sentence bears. */
const NAMED = 2;
/** Actions of one sentence. */
const ACTIONS = 30;

/** What follows on who, in parts: callers, endpoints and actions of which the same is true share a sentence. */
export interface Predicate {
  /** "s3:GetObject", or the way itself: "become role minting". None where something could not be compared. */
  readonly may: readonly string[];
  /** Resources without what every ARN of the stack begins with; none where the way says it. */
  readonly on: readonly string[];
  /** Behind it: through which endpoints, and whether some of it was possible before. */
  readonly where: string;
}

export interface Told {
  /** The action as a policy writes it, with an example behind a wildcard. */
  readonly action: string;
  /** As the statement that allows it names the resources; without one, as the request does. */
  readonly resources: readonly string[];
  /** The endpoints, and "no endpoint"; empty where every door is open, undefined where the way has none. */
  readonly doors: readonly string[] | undefined;
  /** It was possible before too, but under other conditions. */
  readonly wasPossible: boolean;
}

/** In the place of the endpoints' names, until it is known for which of them the same is true. */
const POLICY = "⟨policy⟩";

/** Behind who may: "may sagemaker:CreateApp on app/* through endpoints-studio". */
export function predicateOf({ question }: Passage, { action, resources, doors, wasPossible }: Told): Predicate {
  const { estate, route } = question;
  const through = doors === undefined ? "" : doors.length === 0 ? " from anywhere" : ` through ${listed(doors, "or")}`;
  const more = wasPossible ? ", where it was refused before" : "";
  const on = resources.map((arn) => shortened(arn, estate));
  switch (route.kind) {
    case "assume-role":
      return { may: [`become role ${route.role.name}`], on: [], where: `${through}${more}` };
    case "api":
      return { may: [`call API ${route.api.name}`], on: [], where: `${through}${more}` };
    case "endpoint":
      return { may: [action], on, where: ` past ${POLICY}${more}` };
    case "service":
    case "invoke-function":
      return { may: [action], on, where: `${through}${more}` };
  }
}

export function notCompared(why: string): Predicate {
  return { may: [], on: [], where: `could not be compared: ${why}` };
}

/** The predicate with the endpoints' names in it, if it is about endpoints. */
export function textOf({ may, on, where }: Predicate, endpoints: readonly string[] = []): string {
  if (may.length === 0) return where;
  const policies = endpoints.length > 1 ? "the policies of endpoints" : "the policy of endpoint";
  const names = endpoints.length > 0 ? `${policies} ${some(endpoints)}` : POLICY;
  return `may ${upTo(ACTIONS, may)}${resourcesIn(on)}${where.replace(POLICY, names)}`;
}

function resourcesIn(on: readonly string[]): string {
  const [first, ...others] = on;
  if (first === undefined) return "";
  const bucket = /^s3:([^/*]+)(\/\*)?$/.exec(first)?.[1];
  if (others.length > 0 && bucket !== undefined && on.every((each) => aboutOf(each) === `s3:${bucket}`))
    return ` in bucket ${bucket}`;
  return ` on ${upTo(NAMED, on)}`;
}

/** What a resource is a part of: a bucket, of its objects. */
export function aboutOf(resource: string): string {
  return resource.replace(/(?<=.)\/\*$/, "");
}

/** The same, once it is over. */
export function over(predicate: string): string {
  return predicate.replace(/^may /, "could ").replace("where it was refused before", "where it is refused now");
}

const SHOWN = 3;

/** Callers who may do the same. Whatever needs no signature is open to all, who only have to leave theirs away. */
export function callers(who: readonly string[]): string {
  if (who.includes(UNSIGNED)) return "every caller";
  return some(who);
}

/** The first few, and how many more. */
function some(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return listed(more > 1 ? [...names.slice(0, SHOWN), `${more} others`] : names, "and");
}

function upTo(most: number, names: readonly string[]): string {
  const more = names.length - most;
  return listed(more > 0 ? [...names.slice(0, most), `${more} more`] : names, "and");
}

/** Without what every ARN of the stack begins with. */
function shortened(arn: string, { partition, homeRegion, account }: Estate): string {
  const [prefix, ours, service = "", region = "", owner = "", ...rest] = arn.split(":");
  const isHere = ["", homeRegion].includes(region) && ["", account].includes(owner) && ours === partition;
  return prefix === "arn" && isHere && rest.length > 0 ? `${service === "s3" ? "s3:" : ""}${rest.join(":")}` : arn;
}

/** "a", "a or b", "a, b or c". */
function listed(parts: readonly string[], word: "and" | "or"): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1) ?? ""}`;
}
