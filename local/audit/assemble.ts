import { accessTable } from "../../policies/audit/access/access-table";
import { trustEdges } from "../../policies/audit/access/trust";
import { askedAbout, auditEstate } from "../../policies/audit/audit";
import type { CollectedGraph } from "../../policies/audit/collect/graph/graph";
import { headroomOf } from "../../policies/audit/hygiene/headroom";
import { hygieneOf } from "../../policies/audit/hygiene/hygiene";
import { type Baseline, policyHash } from "../../policies/audit/diff/baseline";
import { differenceFrom } from "../../policies/audit/diff/difference";
import { type Estate, policiesOf } from "../../policies/audit/estate";
import { withoutGuardrails } from "../../policies/audit/organization/without-guardrails";
import { spendAtMost } from "../../policies/audit/prove/overall-budget";
import type { AuditReport, Counts, RunFacts } from "../../policies/audit/report";
import { RULES } from "../../policies/audit/rules";
import type { RuleResult } from "../../policies/audit/verdict";
import { StatementSources } from "../cloud/decide/statement-source";
import { authorizerCases } from "./authorizer/authorizer-cases";
import { authorizerSettings, type ConfiguredAuthorizer } from "./authorizer/authorizer-settings";
import { deployedAuthorizers } from "./authorizer/deployed-bundle";
import { authorizerCasesByRow } from "./authorizer/rows/authorizer-cases";
import { bundleReader, declaredActions, uncomparedFunctions } from "./actions/declared-actions";
import { withChanged } from "./changed";
import { type TermsById, withTerms } from "./exception-terms";
import { limitsOf, takenOnTrustIn } from "./limits";
import { countStatuses, sentenceOf, verdictOf } from "./outcome";
import { pictureOf } from "./picture/boxes";
import { printedPolicies } from "./printed-policies";

/** A hundred times what an environment takes; whatever is not decided by then is UNKNOWN, and says so. */
const PROCESSOR_SECONDS = 600;

export interface AuditInput {
  readonly root: string;
  readonly graph: CollectedGraph;
  readonly estate: Estate;
  readonly audited: AuditReport["audited"];
  readonly baseline: Baseline | undefined;
  readonly terms: TermsById;
  readonly run: RunFacts;
  readonly command: string;
  readonly onProgress: (doing: string) => void;
}

/**
 * Asks everything there is to ask of one estate.
 *
 * @throws AuditInternalError when prover and evaluator contradict each other
 */
export function assembleReport(input: AuditInput): AuditReport {
  const { estate, audited, baseline, command, run, onProgress } = input;
  onProgress(`asking ${RULES.length} rules`);
  spendAtMost(PROCESSOR_SECONDS);
  const { rules: answered, exceptions: used } = auditEstate(estate);
  onProgress("comparing with the baseline");
  const sources = new StatementSources(input.root);
  // Only the stack's own access is approved: a guardrail that comes or goes is not new access of the stack.
  const compared = { baseline, estate: withoutGuardrails(estate), sources };
  const { rules, difference } = withChanged(answered, differenceFrom(baseline, compared.estate), compared);
  onProgress("looking who can do what");
  const { estate: asked, kinds: people } = askedAbout(estate);
  const { unread, ...looked } = lookedUp(input, withoutGuardrails(asked));
  const coverage = [...estate.coverage, ...unread];
  const mustAllow = RULES.flatMap((rule) => rule.mustAllow(asked));
  const exceptions = withTerms(used, input.terms, run.day);
  const judged = { stack: estate.stack, rules, exceptions, coverage, difference, ...looked };
  return {
    schema: "private-ml-gateway/audit-report/1",
    project: estate.project,
    stack: estate.stack,
    audited,
    verdict: verdictOf(judged),
    sentence: sentenceOf(judged),
    policyHash: policyHash(estate),
    account: estate.account,
    region: estate.homeRegion,
    run,
    command,
    counts: countsOf(estate, rules),
    people,
    rules,
    exceptions,
    coverage,
    difference,
    picture: pictureOf(asked, mustAllow),
    ...looked,
    policies: printedPolicies(asked, sources),
    limits: limitsOf(audited, estate.organization, takenOnTrustIn(estate)),
  };
}

/** @param estate with two people of each kind: a row for every person would say the same hundreds of times */
function lookedUp({ root, graph, estate: whole, onProgress }: AuditInput, estate: Estate) {
  const access = accessTable(estate);
  const trust = trustEdges(estate);
  onProgress("running the authorizer over kinds of claims");
  const authorizer = authorizerSettings(graph, estate);
  const readBundle = bundleReader(root);
  const deployed = deployedAuthorizers(estate, readBundle);
  return {
    access,
    trust,
    authorizer: authorizer ? [...casesOf(estate, authorizer), ...deployed.cases] : [],
    declaredActions: declaredActions(graph, estate, { access, trust }, readBundle),
    unread: [...uncomparedFunctions(estate, readBundle), ...deployed.faults],
    hygiene: hygieneOf(estate),
    headroom: roomIn(whole, estate),
  };
}

/** Names are of different lengths: a person whose documents do not fit is always shown. */
function roomIn(whole: Estate, estate: Estate) {
  const rows = headroomOf(estate);
  const shown = new Set(rows.map(({ policy }) => policy));
  const tooLong = headroomOf(whole).filter(({ policy, used, limit }) => used > limit && !shown.has(policy));
  return [...tooLong, ...rows];
}

function casesOf(estate: Estate, { settings, people }: ConfiguredAuthorizer) {
  return people ? authorizerCasesByRow(estate, settings, people) : authorizerCases(estate, settings);
}

function countsOf(estate: Estate, rules: readonly RuleResult[]): Counts {
  const policies = policiesOf(estate);
  return {
    rules: countStatuses(rules),
    findings: rules.reduce((sum, { findings }) => sum + findings.length, 0),
    policies: policies.length,
    statements: policies.reduce((sum, { document }) => sum + document.Statement.length, 0),
    roles: estate.roles.length,
    endpoints: estate.endpoints.length,
    functions: estate.functions.length,
  };
}
