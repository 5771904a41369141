/** The policies that can have a say on a question, and their statements. */
import type { Statement } from "../../document";
import type { Layer } from "../../evaluate/decision";
import { accountsAbove } from "../accounts/joint-estate";
import type { Estate, SourcedPolicy } from "../estate";
import { actionsNamedIn } from "../encode/action-sets";
import { everyHolder } from "../encode/holders";
import { identityOf } from "./identity";
import type { Question } from "../question";
import { variablesOf } from "../encode/statement";
import { remembered } from "../remembered";

export interface InvolvedPolicy {
  readonly layer: Layer;
  readonly policy: SourcedPolicy;
}

export interface Involved {
  readonly policies: readonly InvolvedPolicy[];
  readonly statements: readonly Statement[];
  /** Statements of which one has to allow; undefined when an unseen policy may. */
  readonly granting: readonly Statement[] | undefined;
  /** The known actions that these can allow. */
  readonly granted: ReadonlySet<string> | undefined;
  /** Condition keys that they mention, in lower case. */
  readonly keys: readonly string[];
  /** Of these, keys under ForAllValues or ForAnyValue. */
  readonly quantified: ReadonlySet<string>;
  /** Keys as the statements write them, by the key in lower case. */
  readonly spellings: ReadonlyMap<string, string>;
}

const memory = new WeakMap<Estate, Map<string, Involved>>();

export function involvedIn(question: Question): Involved {
  const { estate, asker, route } = question;
  // An authorizer's answer is made for its question, and not remembered.
  if (route.kind === "api" && typeof route.authorizer !== "string") return involvedAnew(question);
  const who = asker.kind === "role" ? identityOf(asker.role) : asker.kind;
  const name = [who, route.kind, identityOf(targetOf(question))].join(" ");
  const ofEstate = remembered(memory, estate, () => new Map<string, Involved>());
  return remembered(ofEstate, name, () => involvedAnew(question));
}

function targetOf({ estate, route }: Question): object {
  switch (route.kind) {
    case "service":
      return estate;
    case "assume-role":
      return route.role;
    case "api":
      return route.api;
    case "invoke-function":
      return route.function;
    case "endpoint":
      return route.endpoint;
  }
}

function involvedAnew(question: Question): Involved {
  const policies = policiesOf(question);
  const statements = policies.flatMap(({ policy }) => policy.document.Statement);
  const spellings = new Map<string, string>();
  const quantified = new Set<string>();
  for (const statement of statements) {
    for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
      for (const key of Object.keys(keys)) {
        spellings.set(key.toLowerCase(), key);
        if (/^For(All|Any)Value/.test(operator)) quantified.add(key.toLowerCase());
      }
    for (const { key } of variablesOf(statement)) spellings.set(key.toLowerCase(), key);
  }
  const granting = grantingOf(question, policies);
  return {
    policies,
    statements,
    granting,
    granted: granting && actionsNamedIn(granting),
    keys: [...spellings.keys()].sort(),
    quantified,
    spellings,
  };
}

function policiesOf({ estate, asker, route }: Question): readonly InvolvedPolicy[] {
  const as = (layer: Layer, policies: readonly SourcedPolicy[]) => policies.map((policy) => ({ layer, policy }));
  const identity = asker.kind === "role" ? as("identity", asker.role.identity) : [];
  const endpoints =
    asker.kind === "service" ? [] : estate.endpoints.flatMap(({ policies }) => as("endpoint", policies));
  const above = guardrailsOf(estate, asker).flatMap(([layer, policies]) => as(layer, policies));
  switch (route.kind) {
    case "assume-role":
      return [...identity, ...as("trust", [route.role.trust]), ...endpoints, ...above];
    case "api": {
      const answer = typeof route.authorizer === "string" ? [] : [{ ...route.authorizer, ...NOWHERE }];
      return [...as("resource", route.api.policies), ...as("authorizer", answer), ...endpoints];
    }
    case "endpoint":
      return as("endpoint", route.endpoint.policies);
    case "invoke-function":
      return [...identity, ...as("resource", route.function.permissions), ...endpoints, ...above];
    case "service": {
      const held = everyHolder(estate).flatMap(({ layer, policies }) => as(layer, policies));
      return [...identity, ...held, ...endpoints, ...above];
    }
  }
}

function guardrailsOf(
  estate: Estate,
  asker: Question["asker"],
): readonly (readonly [Layer, readonly SourcedPolicy[]])[] {
  const boundary = asker.kind === "role" && asker.role.boundary ? [asker.role.boundary] : [];
  const of = (kind: "scps" | "rcps") =>
    accountsAbove(estate).flatMap(({ organization }) => organization[kind].flatMap(({ policies }) => policies));
  return [
    ["boundary", boundary],
    ["scp", asker.kind.endsWith("role") ? of("scps") : []],
    ["rcp", of("rcps")],
  ];
}

/** An authorizer's answer stands in no resource. */
const NOWHERE = { urn: "", pointer: "", origin: "program" } as const;

const GRANT_NOTHING: readonly Layer[] = ["endpoint", "boundary", "scp", "rcp"];

/** Endpoints and guardrails let pass; they grant nothing. A principal whose policies are unknown needs no grant either. */
function grantingOf({ asker, route }: Question, policies: readonly InvolvedPolicy[]): readonly Statement[] | undefined {
  if (asker.kind === "other-role" || route.kind === "assume-role" || route.kind === "api") return undefined;
  const layers = route.kind === "endpoint" ? policies : policies.filter(({ layer }) => !GRANT_NOTHING.includes(layer));
  return layers.flatMap(({ policy }) => policy.document.Statement.filter(({ Effect }) => Effect === "Allow"));
}
