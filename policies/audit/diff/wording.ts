/** Differences as sentences. */
import type { Statement } from "../../document";
import { type Estate, policiesOf } from "../estate";
import type { Witness } from "../verdict";
import { type Passage, UNSIGNED } from "./comparisons";

/** Of a statement's resources, as many as a sentence bears. */
const NAMED = 2;

export interface Told {
  /** The action as a policy writes it, with an example behind a wildcard. */
  readonly action: string;
  readonly witness: Witness;
  /** The endpoints, and "no endpoint"; empty where every door is open, undefined where the way has none. */
  readonly doors: readonly string[] | undefined;
  /** It was possible before too, but under other conditions. */
  readonly wasPossible: boolean;
}

/** In the place of the endpoints' names, until it is known for which of them the same is true. */
const POLICY = "⟨policy⟩";

/** Behind who may: "may sagemaker:CreateApp on app/* through endpoints-studio". */
export function predicateOf({ question }: Passage, { action, witness, doors, wasPossible }: Told): string {
  const { estate, route } = question;
  const where = doors === undefined ? "" : doors.length === 0 ? " from anywhere" : ` through ${listed(doors, "or")}`;
  const more = wasPossible ? ", where it was refused before" : "";
  switch (route.kind) {
    case "assume-role":
      return `may become role ${route.role.name}${where}${more}`;
    case "api":
      return `may call API ${route.api.name}${where}${more}`;
    case "endpoint":
      return `may ${action}${resourceIn(estate, witness)} past ${POLICY}${more}`;
    case "service":
    case "invoke-function":
      return `may ${action}${resourceIn(estate, witness)}${where}${more}`;
  }
}

/** The same, once it is over. */
export function over(predicate: string): string {
  return predicate.replace(/^may /, "could ").replace("where it was refused before", "where it is refused now");
}

const SHOWN = 3;

/** The predicate with the endpoints' names in it, if it is about endpoints. */
export function atEndpoints(predicate: string, names: readonly string[]): string {
  const policies = names.length > 1 ? "the policies of endpoints" : "the policy of endpoint";
  return predicate.replace(POLICY, `${policies} ${some(names)}`);
}

/** Callers who may do the same. Whatever needs no signature is open to all, who only have to leave theirs away. */
export function callers(who: readonly string[]): string {
  if (who.includes(UNSIGNED)) return "everybody";
  return some(who);
}

/** The first few, and how many more. */
function some(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return listed(more > 1 ? [...names.slice(0, SHOWN), `${more} others`] : names, "and");
}

/** As the statement that allows it names the resource; without one, as the request does. */
function resourceIn(estate: Estate, { request, allowedBy }: Witness): string {
  // Whatever a stranger's own policies allow stands in no resource.
  const grants = allowedBy.filter(({ urn }) => urn !== "");
  const grant = grants.find(({ layer }) => layer !== "endpoint") ?? grants[0];
  const policy = grant && policiesOf(estate).find(({ urn, pointer }) => urn === grant.urn && pointer === grant.pointer);
  const statement = grant && policy?.document.Statement[grant.index];
  const asked = "resource" in request ? [request.resource] : [];
  const named = statement ? resourcesOf(statement) : asked;
  if (named.length === 0) return "";
  const shown = named.slice(0, NAMED).map((arn) => shortened(arn, estate));
  const more = named.length > NAMED ? [`${named.length - NAMED} more`] : [];
  return ` on ${listed([...shown, ...more], "and")}`;
}

function resourcesOf({ Resource, NotResource }: Statement): readonly string[] {
  const texts = (value: string | readonly string[]) => (typeof value === "string" ? [value] : value);
  if (Resource !== undefined) return texts(Resource);
  return NotResource === undefined ? [] : [`everything but ${texts(NotResource).join(" and ")}`];
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
