/** The requests of one caller and one action (or of all actions that nothing is known of): their parts, and what those can be. */
import { SOURCE_VPCE } from "../../../from-our-endpoints";
import type { Estate } from "../../estate";
import { NO_RESOURCE, resourcesOfAction } from "./arn-grammar";
import { keyVariable } from "../key-variable";
import { atom, type Formula, or, type Variable } from "../../sat/formula";
import { keyModel, type KeyModel } from "./key-model";
import { likelyDomains } from "./likely-values";
import { ANY, literal, oneOrMore, type Pattern } from "../../sat/pattern";
import { elementOf } from "./list-elements";
import { CALLER_ARN } from "../principal";
import type { Domain } from "../../sat/satisfaction";
import type { Caller, Scope } from "../scope";
import { remembered } from "../../remembered";

export interface RequestModel {
  readonly estate: Estate;
  readonly scope: Scope;
  /** Parts with one possible value. */
  readonly known: ReadonlyMap<Variable, string>;
  domainOf(variable: Variable): Domain | undefined;
  /** Narrower ones, of values that a reader takes for real, the likeliest first. */
  likelyDomainsOf(variable: Variable): readonly Domain[];
}

export interface RequestFrame {
  readonly estate: Estate;
  readonly caller: Caller;
  readonly action: string | undefined;
  /** Instead of what the reference says the action is about. */
  readonly resources?: readonly Pattern[] | undefined;
  /** The one resource there is. */
  readonly resource?: string | undefined;
  readonly quantified: ReadonlySet<string>;
}

export const VPCE = keyVariable(SOURCE_VPCE);

export function requestModel(frame: RequestFrame): RequestModel {
  const { estate, caller, action } = frame;
  const models = new Map<string, KeyModel>();
  const modelOf = (key: string): KeyModel => {
    const folded = key.toLowerCase();
    const model = models.get(folded) ?? keyModel(folded, frame);
    models.set(folded, model);
    return model;
  };
  const resource = resourceDomain(frame);
  const likely = likelyDomains(frame);
  const domainOf = (variable: Variable): Domain | undefined => {
    if (variable === "resource") return resource;
    if (variable === "action") return UNLISTED_ACTION;
    const { name, of } = elementOf(variable);
    if (name !== undefined) return { kind: "text", grammar: [literal(name, true)], mayBeAbsent: true };
    return of.startsWith("key:") ? modelOf(of.slice("key:".length)).domain : undefined;
  };
  return {
    estate,
    known: knownParts(frame, resource),
    scope: {
      action,
      caller,
      weakened: new Set(),
      meanings: new Map(),
      shapeOf: (key) => modelOf(key).shape,
      mayBeEmpty: (key) => modelOf(key).mayBeEmpty ?? false,
    },
    domainOf,
    likelyDomainsOf: (variable) => {
      const { name, of } = elementOf(variable);
      const whole = name === undefined ? domainOf(variable) : undefined;
      return whole ? likely(of, whole) : [];
    },
  };
}

/** No action has an empty name, so that what is said of it is said of every action of which nothing is known. */
function resourceDomain({ estate: { partition }, action = "", resources }: RequestFrame): Domain {
  return { kind: "text", grammar: resources ?? resourcesOfAction(action, { partition }), mayBeAbsent: false };
}

function knownParts({ caller, resource }: RequestFrame, { grammar }: Domain): ReadonlyMap<Variable, string> {
  const known = new Map<Variable, string>();
  if (caller.kind === "role") known.set(CALLER_ARN, caller.arn);
  if (resource !== undefined) known.set("resource", resource);
  else if (grammar.length === 1 && grammar[0] === NO_RESOURCE) known.set("resource", "*");
  return known;
}

const NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const UNLISTED_ACTION: Domain = {
  kind: "text",
  grammar: [
    [
      ...oneOrMore({ characters: "abcdefghijklmnopqrstuvwxyz0123456789-", negated: false }),
      ...literal(":"),
      ...oneOrMore({ characters: NAME, negated: false }),
    ],
  ],
  mayBeAbsent: false,
};

const texts = new Map<string, Pattern>();

export function isText(variable: Variable, text: string): Formula {
  const pattern = remembered(texts, text, () => literal(text));
  return atom(variable, { kind: "matches", pattern });
}

/** The ARN itself, or that of a part of it. */
export function isOrIsBelow(variable: Variable, arn: string, separators: readonly string[]): Formula {
  const below = separators.map((separator) => literal(arn + separator).concat({ many: ANY }));
  return or(isText(variable, arn), ...below.map((pattern) => atom(variable, { kind: "matches", pattern })));
}
