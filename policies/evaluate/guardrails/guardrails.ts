/**
 * What stands above the policies that grant: a permissions boundary on the role, service control policies (SCPs) on its account, resource
 * control policies (RCPs) on the account of what is asked for. Each can only take away.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import type { PolicyDocument } from "../../document";
import { Doubt } from "../answer";
import { type GuardrailLayer, type NamedPolicy, type Need, type Outcome, UndecidableError } from "../decision";
import { judge } from "../layer";
import { accountOf, type CheckedRequest } from "../request";
import { isCoveredByRcps, SERVICE_LINKED_ROLE_PATH } from "./covered-by-rcps";

/** The policies attached to one place on the way from the organisation's root to an account. */
export interface GuardrailLevel {
  /** In words: "root r-ab12", "organizational unit Workloads", "account 111122223333". */
  readonly name: string;
  readonly policies: readonly NamedPolicy[];
}

/** Levels from the root to the account, of which each has to allow by itself. */
export interface AccountGuardrails {
  readonly account: string;
  readonly scps: readonly GuardrailLevel[];
  readonly rcps: readonly GuardrailLevel[];
}

export interface Guardrails {
  /** Of the role that asks. */
  readonly boundary?: NamedPolicy | undefined;
  /** Of each account whose roles and resources are decided about; none outside an organisation. */
  readonly accounts?: readonly AccountGuardrails[] | undefined;
}

/** The policies of what is asked for, which may allow beside the caller's own. */
export interface Granting {
  readonly layer: "resource" | "trust";
  readonly policies: readonly NamedPolicy[];
}

export interface GuardrailVerdict {
  readonly denies: readonly Outcome[];
  /** To be met before whatever grants. */
  readonly needs: readonly Need[];
}

const NONE: GuardrailVerdict = { denies: [], needs: [] };

/**
 * @param granting AWS says that a boundary limits what these allow a role by its ARN, and does not say so of what they allow everyone
 *   ("*"): that is in doubt where the boundary itself does not allow. What they allow a session by its ARN no boundary limits: a session as
 *   Principal is not modelled.
 */
export function judgeGuardrails(
  guardrails: Guardrails | undefined,
  request: CheckedRequest,
  granting?: Granting,
): GuardrailVerdict {
  if (!guardrails) return NONE;
  const { boundary, accounts = [] } = guardrails;
  const all = [
    ...(boundary && request.principal.kind === "role" ? [withinBoundary(boundary, request, granting)] : []),
    ...accounts.flatMap((account) => [
      ...(restrictsCaller(account, request) ? account.scps.map((each) => atLevel("scp", each, request)) : []),
      ...rcpVerdicts(account, request),
    ]),
  ];
  return { denies: all.flatMap(({ denies }) => denies), needs: all.flatMap(({ needs }) => needs) };
}

/** The policies that would be asked, by layer: what an explanation looks through. */
export function guardrailPolicies(
  guardrails: Guardrails | undefined,
): Partial<Record<GuardrailLayer, readonly NamedPolicy[]>> {
  const { boundary, accounts = [] } = guardrails ?? {};
  const of = (kind: "scps" | "rcps") =>
    accounts.flatMap((account) => account[kind].flatMap(({ policies }) => policies));
  return {
    ...(boundary && { boundary: [boundary] }),
    ...(accounts.length > 0 && { scp: of("scps"), rcp: of("rcps") }),
  };
}

function withinBoundary(
  boundary: NamedPolicy,
  request: CheckedRequest,
  granting: Granting | undefined,
): GuardrailVerdict {
  const { deny, allow } = judge("boundary", [boundary], request);
  const forEveryone = granting && judge(granting.layer, granting.policies.map(allowsForEveryone), request).allow;
  const isOpen = forEveryone !== undefined && (forEveryone.sure ?? forEveryone.doubt) !== undefined;
  const open: Outcome = isOpen ? { doubt: new UndecidableError(inDoubtAbout(boundary.name)) } : {};
  return { denies: [deny], needs: [{ layer: "boundary", where: boundary.name, anyOf: [allow, open] }] };
}

function inDoubtAbout(boundary: string): string {
  return `Whether ${boundary} limits what a resource's policy allows everyone is not documented.`;
}

function allowsForEveryone({ name, document }: NamedPolicy): NamedPolicy {
  const isForEveryone = ({ Effect, Principal }: PolicyDocument["Statement"][number]) =>
    Effect === "Allow" && (Principal === "*" || [Principal?.AWS ?? []].flat().includes("*"));
  return { name, document: { ...document, Statement: document.Statement.filter(isForEveryone) } };
}

/**
 * SCPs restrict the users and roles of a member account, and neither services that call for themselves nor service-linked roles.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
function restrictsCaller({ account }: AccountGuardrails, { principal }: CheckedRequest): boolean {
  return principal.kind === "role" && principal.account === account && !isServiceLinked(principal.roleArn);
}

function isServiceLinked(roleArn: string): boolean {
  return roleArn.includes(`:${SERVICE_LINKED_ROLE_PATH}`);
}

/** RCPs restrict every principal but service-linked roles: AWS's services, other accounts and unsigned requests too. */
function rcpVerdicts(guarded: AccountGuardrails, request: CheckedRequest): GuardrailVerdict[] {
  const { principal, action } = request;
  if (!isCoveredByRcps(action) || (principal.kind === "role" && isServiceLinked(principal.roleArn))) return [];
  const isOurs = belongsTo(guarded.account, request);
  if (isOurs === false) return [];
  const verdicts = guarded.rcps.map((level) => atLevel("rcp", level, request));
  return isOurs === true ? verdicts : verdicts.map((verdict) => inDoubt(verdict, isOurs));
}

/** Whose the resource is. Where the action is about none, the caller's own account counts. */
function belongsTo(account: string, request: CheckedRequest): boolean | Doubt {
  const { resource, principal } = request;
  if (resource === "*") return principal.kind === "role" && principal.account === account;
  if (isServiceLinked(resource)) return false;
  const owner = accountOf(resource) || request.valueOf("aws:ResourceAccount");
  return owner === undefined ? new Doubt("the request does not say whose the resource is") : owner === account;
}

function atLevel(layer: "scp" | "rcp", { name, policies }: GuardrailLevel, request: CheckedRequest): GuardrailVerdict {
  const { deny, allow } = judge(layer, policies, request);
  const kind = layer === "scp" ? "service control policies" : "resource control policies";
  return { denies: [deny], needs: [{ layer, where: `the ${kind} of ${name}`, anyOf: [allow] }] };
}

/** Refuses only where the guardrail applies, which is not known. */
function inDoubt({ denies, needs }: GuardrailVerdict, { why }: Doubt): GuardrailVerdict {
  const doubt = new UndecidableError(`Whether a resource control policy applies cannot be decided: ${why}.`);
  return {
    denies: denies.map((deny) => (deny.sure || deny.doubt ? { doubt } : {})),
    needs: needs.map((need) => ({ ...need, anyOf: [...need.anyOf, { doubt }] })),
  };
}
