/** What a statement's conditions leave open, as phrases: "through endpoints-sts", "aws:RequestedRegion is eu-west-1". */
import type { Conditions, Statement } from "../../document";
import { SOURCE_VPCE } from "../../from-our-endpoints";

/** Endpoint ids to the names that people know them by. */
export type EndpointNames = ReadonlyMap<string, string>;

interface Operator {
  readonly quantifier: string;
  readonly name: string;
  readonly ifExists: boolean;
}

/** What has to hold for an Allow to apply: every phrase. */
export function phrasesOfAllow({ Condition = {} }: Statement, endpoints: EndpointNames): string[] {
  return each(Condition).map(([operator, key, values]) => phrase(operator, key, values, endpoints));
}

/**
 * What has to hold for a Deny not to apply. Of a Deny with one condition it is that condition's opposite; of one with several it
 * is enough that any of them fails.
 */
export function phraseOfDeny({ Condition = {} }: Statement, endpoints: EndpointNames): string | undefined {
  const opposites = each(Condition).map(([operator, key, values]) =>
    phrase(opposite(operator), key, values, endpoints),
  );
  return opposites.length === 0 ? undefined : opposites.join(", or ");
}

/** Whether the Allow's own conditions keep the Deny silent: what it asks to be one of some values, they ask to be one of fewer. */
export function silences({ Condition: allowed = {} }: Statement, { Condition: denied = {} }: Statement): boolean {
  const asked = each(allowed);
  return each(denied).some(([operator, key, values]) => {
    const needed = opposite(operator);
    return asked.some(
      ([own, name, narrower]) =>
        own.name === needed.name &&
        own.quantifier === needed.quantifier &&
        !own.ifExists &&
        name.toLowerCase() === key.toLowerCase() &&
        narrower.every((value) => values.includes(value)),
    );
  });
}

function each(conditions: Conditions): [Operator, string, readonly string[]][] {
  return Object.entries(conditions).flatMap(([written, keys]) =>
    Object.entries(keys).map(([key, values]): [Operator, string, readonly string[]] => [
      operatorOf(written),
      key,
      typeof values === "string" ? [values] : values,
    ]),
  );
}

function operatorOf(written: string): Operator {
  const [, quantifier = "", name = "", ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  return { quantifier, name, ifExists: ifExists !== undefined };
}

/** The operator that holds exactly where this one does not; an absent key changes sides with IfExists. */
function opposite({ quantifier, name, ifExists }: Operator): Operator {
  const turned = quantifier === "ForAllValues" ? "ForAnyValue" : quantifier === "ForAnyValue" ? "ForAllValues" : "";
  if (name === "Null" || name === "Bool")
    return { quantifier, name: `Not${name}`, ifExists: name === "Bool" && !ifExists };
  const negated = /Not/.test(name);
  // A negated test holds of an absent key by itself, so only a positive one has to say it.
  return {
    quantifier: turned,
    name: negated ? name.replace("Not", "") : name.replace(/^(String|Arn|Numeric|Date)?/, "$1Not"),
    ifExists: false,
  };
}

function phrase(operator: Operator, key: string, values: readonly string[], endpoints: EndpointNames): string {
  const { name, quantifier, ifExists } = operator;
  if (name.endsWith("Null")) return presence(name, key, values);
  if (name.endsWith("Bool")) return truth(operator, key, values);
  const isNegated = name.includes("Not");
  const listed = values.map((value) => (isEndpointKey(key) ? (endpoints.get(value) ?? value) : value)).join(" or ");
  const verb = VERBS[name.replace(/Not/, "")] ?? name;
  const whose = quantifier === "ForAllValues" ? `every value of ${key}` : quantifier ? `a value of ${key}` : key;
  const what = isEndpointKey(key)
    ? `${isNegated ? "not " : ""}through ${listed}`
    : `${whose} ${isNegated ? "is not " : "is "}${verb}${listed}`;
  return ifExists ? `${what}, if present` : what;
}

const VERBS: Readonly<Record<string, string>> = {
  StringEquals: "",
  ArnEquals: "",
  ArnLike: "like ",
  StringLike: "like ",
  StringEqualsIgnoreCase: "in any case ",
  IpAddress: "in ",
};

function presence(name: string, key: string, values: readonly string[]): string {
  const isAbsent = values.includes("true") !== name.startsWith("Not");
  return `${key} is ${isAbsent ? "absent" : "present"}`;
}

function truth({ name, ifExists }: Operator, key: string, values: readonly string[]): string {
  const isTrue = values.includes("true") !== name.startsWith("Not");
  return `${key} is ${String(isTrue)}${ifExists ? " or absent" : ""}`;
}

function isEndpointKey(key: string): boolean {
  return key.toLowerCase() === SOURCE_VPCE.toLowerCase();
}
