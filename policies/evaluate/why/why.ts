/**
 * Why a request was refused: which value was compared with which, or which Allow came nearest. The sentences quote the request, so they
 * are for people who may see it, and not for logs.
 */
import type { Statement } from "../../document";
import { Doubt } from "../answer";
import type { DecidingStatement, Decision, Layer, NamedPolicy } from "../decision";
import { principalIsMeant } from "../principal";
import { type AccessRequest, checkRequest, type CheckedRequest } from "../request";
import { statementApplies } from "../statement";
import { inNewVersion } from "../version";
import { demandOf } from "./demands";
import { type Element, elementsOf } from "./elements";

/** The policies that were asked, by layer. */
export type AskedPolicies = Readonly<Partial<Record<Layer, readonly NamedPolicy[]>>>;

export interface Why {
  /** What was asked for and what the request has, in one sentence without a full stop. */
  readonly fact: string;
  /** Of a missing Allow: the one that asks for the least that the request lacks. */
  readonly nearest?: DecidingStatement;
}

/**
 * @param requests what was decided: one request, or each step of becoming a role
 * @returns undefined for an allowed request
 */
export function whyRefused(
  decision: Decision,
  requests: readonly AccessRequest[],
  policies: AskedPolicies,
): Why | undefined {
  if (decision.allowed) return undefined;
  const steps = requests.map(checkRequest);
  return decision.decidedBy === undefined
    ? whyNotAllowed(decision, steps, policies)
    : whyDenied(decision.decidedBy, steps, policies);
}

function whyDenied(by: DecidingStatement, steps: readonly CheckedRequest[], policies: AskedPolicies): Why | undefined {
  const policy = policies[by.layer]?.find(({ name }) => name === by.policy);
  const statement = policy && inNewVersion(policy.document)[by.index];
  const step = statement && (steps.find((one) => statementApplies(statement, one) === true) ?? steps[0]);
  if (!statement || !step) return undefined;
  const telling = elementsOf(statement, step).filter(({ name }) => name === "Condition" || name.startsWith("Not"));
  // One that is not met would have been enough, so each of them is a way out.
  const ways = telling.map((element) => demandOf(element, step, false));
  return { fact: ways.length === 0 ? `it denies ${step.action} on ${step.resource} in any case` : ways.join(", or ") };
}

/** The layer's Allows for the action, by how much each of them lacks. */
function whyNotAllowed({ layer, reason }: Decision, steps: readonly CheckedRequest[], policies: AskedPolicies): Why {
  const step = steps.find(({ action }) => reason.includes(action)) ?? steps[0];
  const asked = policies[layer] ?? [];
  if (!step || asked.length === 0) return { fact: `there is no ${layer} policy that could allow it` };
  // Of several levels one lacks an Allow: what allows at another one tells nothing.
  const hasLevels = layer === "scp" || layer === "rcp";
  const allows = asked
    .flatMap((policy) =>
      inNewVersion(policy.document).flatMap((statement, index) => candidate(policy, layer, statement, index, step)),
    )
    .filter(({ lacking, isForOthers }) => !hasLevels || isForOthers || lacking.length > 0);
  const [nearest] = allows.sort((one, other) => one.lacking.length - other.lacking.length);
  if (!nearest) return { fact: `no statement there allows ${step.action} to anyone` };
  const principal = nearest.isForOthers ? ["it is for another principal"] : [];
  const lacks = nearest.lacking.map((element) => demandOf(element, step, true));
  return { fact: [...principal, ...lacks].join(", and "), nearest: nearest.statement };
}

interface Candidate {
  readonly statement: DecidingStatement;
  readonly lacking: readonly Element[];
  readonly isForOthers: boolean;
}

function candidate(
  policy: NamedPolicy,
  layer: Layer,
  statement: Statement,
  index: number,
  step: CheckedRequest,
): readonly Candidate[] {
  if (statement.Effect !== "Allow") return [];
  const elements = elementsOf(statement, step);
  const lacking = elements.filter(({ answer }) => answer === false || answer instanceof Doubt);
  if (lacking.some(({ name }) => name === "Action" || name === "NotAction")) return [];
  const isForOthers = principalIsMeant(statement, step.principal) === "none";
  const { Sid: sid } = statement;
  const place = { layer, policy: policy.name, index, effect: "Allow" as const, ...(sid !== undefined && { sid }) };
  return [{ statement: place, lacking, isForOthers }];
}
