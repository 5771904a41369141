import { refusalsOf } from "../../../../policies/audit/audit";
import type { Estate } from "../../../../policies/audit/estate";
import { isAssumeRole } from "../../../../policies/audit/replay";
import { RULES } from "../../../../policies/audit/rules";
import type { Tried } from "../tried";
import { type Above, deny, guarded, GUARDRAIL_FAULTS, type GuardrailFault } from "./guardrail-faults";

/** Every rule's requests of people and functions at work, beneath what is made wrong. */
export function tryGuardrail(estate: Estate, { what, named, above }: GuardrailFault): Tried {
  const beneath = guarded(estate, above(estate));
  const found = RULES.flatMap((rule) => refusalsOf(rule, beneath));
  const telling = found.filter(({ why = "" }) => why.startsWith("Only a guardrail") && why.includes(named ?? ""));
  const isAsExpected = named === undefined ? found.length === 0 : telling.length > 0 && telling.length === found.length;
  const expected = named === undefined ? "allowed" : "refuted";
  return { id: "G", what, expected, found: `${found.length} refused, ${telling.length} named`, isAsExpected };
}

export function tryGuardrails(estate: Estate): Tried[] {
  return GUARDRAIL_FAULTS.map((fault) => tryGuardrail(estate, fault));
}

/** By rule: each action that has to work, denied by an SCP, and left out of a boundary where a role of the stack asks. */
export function generatedFaults(estate: Estate): readonly GuardrailFault[] {
  const intended = RULES.flatMap((rule) => rule.mustAllow(estate)).filter(
    ({ route }) => route.kind !== "api" && route.kind !== "endpoint",
  );
  const ours = new Set(estate.roles.map(({ arn }) => arn));
  const actionsOf = (isMeant: (arn: string) => boolean) =>
    [
      ...new Set(
        intended.flatMap(({ request }) => {
          const { principal } = request;
          const action = isAssumeRole(request) ? "sts:AssumeRole" : request.action;
          return principal.kind === "role" && isMeant(principal.roleArn) ? [action] : [];
        }),
      ),
    ].sort();
  const fault = (what: string, named: string, above: Above): GuardrailFault => ({ what, named, above: () => above });
  return [
    ...actionsOf(() => true).map((Action) =>
      fault(`an SCP denies ${Action}`, "Gone", { scp: [deny("Gone", { Action })] }),
    ),
    ...actionsOf((arn) => ours.has(arn)).map((action) =>
      fault(`a boundary leaves ${action} out`, `allows ${action}`, {
        boundary: [{ Effect: "Allow", NotAction: action, Resource: "*" }],
      }),
    ),
  ];
}

export function tryGeneratedGuardrails(estate: Estate): Tried[] {
  return generatedFaults(estate).map((each) => tryGuardrail(estate, each));
}
