/** P10: an endpoint lets pass what it is there for: no other account's people, nobody to another account's things. */
import type { AuditedEndpoint, Estate } from "../estate";
import { not } from "../prove/vocabulary";
import { everybodyBut } from "./askers";
import { declaredPassages, passes } from "./declared-passages";
import { subjectOf } from "./ours";
import { callsThroughOurEndpoints } from "./p06-calls-through-our-endpoints";
import { apiThroughOurEndpoint } from "./p07-api-through-our-endpoint";
import { urlsThroughOurEndpoints } from "./p01-urls-through-our-endpoints";
import type { Rule, RuleQuestion } from "./rule";

export const endpointsConfined: Rule = {
  id: "P10",
  title:
    "Each endpoint lets through the callers, actions and resources that it is declared for, and nothing else; no stranger, and no way to another account's data.",
  formal:
    "∀ endpoint e, ∀ principal of any account, ∀ q: allowed by e's policy alone(q) ⇒ ∃ declared passage p of e: aws:PrincipalArn(q) ∈ p.who ∧ action(q) ∈ p.actions ∧ resource(q) ∈ p.on ∧ p.only(q), S3 with aws:ResourceAccount = this account",
  controls: ["NIST 800-53r5 SC-7(5)", "NIST 800-53r5 AC-4(21)", "NIST 800-53r5 AC-6"],
  questions: (estate) => estate.endpoints.map((endpoint) => onlyDeclared(estate, endpoint)),
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
    // AWS's services do not call through anybody's endpoints, so they are not asked about.
    questions: everybodyBut(estate, {})
      .filter(({ kind }) => kind !== "service")
      .map((asker) => ({
        estate,
        asker,
        route: { kind: "endpoint", endpoint },
        that,
      })),
  };
}
