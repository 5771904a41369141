/** P10: an endpoint lets its declared requests pass: none of another account's principals, none for another account's resources. */
import type { AuditedEndpoint, AuditedRole, Estate } from "../estate";
import type { Asker } from "../question";
import { action, and, type Formula, key, not, resource } from "../encode/vocabulary";
import { allCallersBut } from "./questions/askers";
import { conditionsOf, type Passage } from "./declared/permission";
import { declaredPassages, passes } from "./declared/declared-passages";
import { mintingRolesElsewhere, subjectOf } from "./ours";
import { callsThroughOurEndpoints } from "./p06-calls-through-our-endpoints";
import { apiThroughOurEndpoint } from "./p07-api-through-our-endpoint";
import { urlsThroughOurEndpoints } from "./p01-urls-through-our-endpoints";
import type { Rule, RuleQuestion } from "./rule";

export const endpointsConfined: Rule = {
  id: "P10",
  title:
    "Each endpoint lets through the callers, actions and resources that it is declared for, and nothing else; no stranger, and no way to another account's data, but to the Studio domains that config lists.",
  formal:
    "∀ endpoint e, ∀ principal of any account, ∀ q: allowed by e's policy alone(q) ⇒ ∃ declared passage p of e: aws:PrincipalArn(q) ∈ p.who ∧ action(q) ∈ p.actions ∧ resource(q) ∈ p.on ∧ p.only(q), S3 with aws:ResourceAccount = this account; ∀ passage p of e, ∀ action, ∀ resource of p: some q is allowed by e's policy alone",
  controls: ["NIST 800-53r5 SC-7(5)", "NIST 800-53r5 AC-4(21)", "NIST 800-53r5 AC-6"],
  questions: (estate) =>
    estate.endpoints.flatMap((endpoint) => [onlyDeclared(estate, endpoint), ...open(estate, endpoint)]),
  /** The work that goes through endpoints: every request here is also decided by the endpoint's own policy. */
  mustAllow: (estate) =>
    [urlsThroughOurEndpoints, callsThroughOurEndpoints, apiThroughOurEndpoint].flatMap((rule) =>
      rule.mustAllow(estate),
    ),
};

function onlyDeclared(estate: Estate, endpoint: AuditedEndpoint): RuleQuestion {
  const passages = declaredPassages(estate, endpoint);
  const purposes = passages.map(({ to }) => to);
  const said =
    purposes.length === 0 ? "lets nothing through" : `lets callers through only to ${purposes.join("; to ")}`;
  const that = not(passes(passages));
  return {
    claim: `${endpoint.name} ${said}.`,
    about: subjectOf(endpoint),
    expect: "never",
    // AWS's services do not call through VPC endpoints, so they are not asked about.
    questions: allCallersBut(estate, {})
      .filter(({ kind }) => kind !== "service")
      .map((asker) => ({
        estate,
        asker,
        route: { kind: "endpoint", endpoint },
        that,
      })),
  };
}

/** Rekognition's operations differ by Region: that each Region's endpoint carries its own is among the work of P6. */
function open(estate: Estate, endpoint: AuditedEndpoint): RuleQuestion[] {
  if (endpoint.service === "rekognition") return [];
  return declaredPassages(estate, endpoint)
    .filter(({ on }) => on.length > 0)
    .map((passage) => ({
      claim: `${endpoint.name} is open to the callers that are to ${passage.to}, for each action and each resource.`,
      about: subjectOf(endpoint),
      expect: "possible",
      questions: callersFor(estate, passage).flatMap((asker) =>
        each(passage, asker).map((that) => ({ estate, asker, route: { kind: "endpoint", endpoint } as const, that })),
      ),
    }));
}

function each(passage: Passage, asker: Asker): Formula[] {
  const { actions, on, who } = passage;
  const isByName = asker.kind === "foreign-role" && who !== "any caller";
  const named = isByName ? [key("aws:PrincipalArn").arnLike(...who)] : [];
  const conditions = [...named, ...conditionsOf(passage)];
  return [
    ...actions.map((name) => and(action(name), resource(...on), ...conditions)),
    ...on.map((arn) => and(action(...actions), resource(arn), ...conditions)),
  ];
}

/** The stack's own roles, each for itself; of another account, the role of that name. */
function callersFor(estate: Estate, { who }: Passage): Asker[] {
  if (who === "any caller") return [{ kind: "anonymous" }];
  if (who.some((arn) => mintingRolesElsewhere(estate).includes(arn))) return [{ kind: "foreign-role" }];
  const isNamed = ({ arn }: AuditedRole) => who.some((pattern) => arn === pattern || matchesUnder(pattern, arn));
  return estate.roles.filter(isNamed).map((role) => ({ kind: "role", role }));
}

function matchesUnder(pattern: string, arn: string): boolean {
  return pattern.endsWith("/*") && arn.startsWith(pattern.slice(0, -1));
}
