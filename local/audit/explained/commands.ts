/** Lines to paste: how a reader of the report sees one of its requests decided statement by statement. */
import { claimId, intendedId } from "../../../policies/audit/claims";
import type { AuditReport } from "../../../policies/audit/report";
import type { RuleResult } from "../../../policies/audit/verdict";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { withArgument } from "../words";

/** The id of an endpoint as AWS writes it, which the stack does not have. */
const NOT_OURS = "vpce-0a1b2c3d4e5f67890";

/** @param name a claim (`P1.2`), a request that must stay possible (`P1.m2`) or a change (`N1`) */
export function likeCommand(command: string, name: string): string {
  return withArgument(command, `explain --like ${name}`);
}

/** Of a rule: what is broken; else a request that has to work, moved to an endpoint that is not ours; else the first claim. */
export function exampleOf(command: string, { id, findings, examples = [] }: RuleResult): string {
  const broken = findings.findIndex(({ witness }) => witness !== undefined);
  if (broken >= 0) return likeCommand(command, claimId(id, broken));
  const atWork = examples.findIndex(({ request }) => SOURCE_VPCE in request.context);
  if (atWork < 0) return likeCommand(command, claimId(id, 0));
  return `${likeCommand(command, intendedId(id, atWork))} --set ${SOURCE_VPCE}=${NOT_OURS}`;
}

/** Of a whole report: of the first rule that is broken by a request, else of the first. */
export function exampleIn({ command, rules }: AuditReport): string {
  const broken = rules.find(({ findings }) => findings.some(({ witness }) => witness !== undefined));
  const rule = broken ?? rules[0];
  return rule === undefined ? withArgument(command, "explain P1") : exampleOf(command, rule);
}
