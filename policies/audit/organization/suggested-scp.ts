/**
 * The smallest service control policy that closes what the audit does not show: that other roles and users of the account, by their own
 * policies, make a Studio URL or invoke a function. Nothing of the stack can keep them from it; the organisation can.
 */
import { type PolicyDocument, policyDocument, type Statement } from "../../document";
import type { Estate, SourcedPolicy } from "../estate";
import { action, and, key, not, resource } from "../encode/vocabulary";
import { SERVICE_LINKED_ROLE_PATH } from "../../evaluate/guardrails/covered-by-rcps";
import { ask } from "../prove/ask";
import type { Answer, Question } from "../question";
import { decideIn, isAssumeRole } from "../replay";
import { profileArn, rolesUnder, servedDomains } from "../rules/ours";
import type { IntendedRequest } from "../rules/rule";
import { asInOrganization } from "./organization-keys";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const LONGEST_SCP = 5120;

const MINTING = "sagemaker:CreatePresignedDomainUrl";
/** lambda:InvokeFunction, and what streams or bypasses it. */
const INVOKING = "lambda:Invoke*";

export function suggestedScp(estate: Estate): PolicyDocument {
  return policyDocument(othersMakeNoUrl(estate), nobodyInvokes(estate));
}

function othersMakeNoUrl(estate: Estate): Statement {
  const ours = (["minting", "studio-execution"] as const).map((kind) => rolesUnder(estate, kind));
  return {
    Sid: "DenyStudioUrlsToRolesThatTheGatewayDidNotMake",
    Effect: "Deny",
    Action: MINTING,
    Resource: servedDomains(estate).map((domainId) => profileArn(estate, "*", domainId)),
    Condition: { ArnNotLike: { "aws:PrincipalArn": ours } },
  };
}

/** API Gateway invokes in its own name, which no SCP reaches. */
function nobodyInvokes({ functions }: Estate): Statement {
  return {
    Sid: "DenyInvokingTheGatewaysFunctionsPastItsApi",
    Effect: "Deny",
    Action: INVOKING,
    Resource: functions.flatMap(({ arn }) => [arn, `${arn}:*`]),
  };
}

/** The estate with such a policy on its account, beside what stands above it already. */
export function withScp(estate: Estate, document: PolicyDocument): Estate {
  const policy = (name: string, text: PolicyDocument): SourcedPolicy => {
    return { name, document: text, urn: "", pointer: "", origin: "guardrail" };
  };
  const open = policyDocument({ Effect: "Allow", Action: "*", Resource: "*" });
  const level = {
    name: "the suggested policy",
    policies: [policy("FullAWSAccess", open), policy("suggested", document)],
  };
  const known = estate.organization ?? { id: "", path: "", isManagementAccount: false, scps: [], rcps: [] };
  return { ...estate, organization: { ...known, scps: [...known.scps, level] } };
}

export interface ScpProof {
  /** What other roles of the account may do then, a claim each; service-linked roles are left out, since no SCP reaches them. */
  readonly closes: readonly { readonly claim: string; readonly answer: Answer["kind"] }[];
  /** Claims of requests of ours that it refuses, though they are allowed without it. */
  readonly refuses: readonly string[];
  /** How many requests of ours were tried. */
  readonly tried: number;
}

export function proofOfScp(estate: Estate, document: PolicyDocument, intended: readonly IntendedRequest[]): ScpProof {
  const beneath = withScp(estate, document);
  const isAllowed = (where: Estate, { request, route }: IntendedRequest) =>
    decideIn(where, asInOrganization(where, request, isAssumeRole(request) ? request.roleArn : request.resource), route)
      .allowed;
  const refused = intended.filter((each) => isAllowed(estate, each) && !isAllowed(beneath, each));
  return {
    closes: leftToOthers(beneath).map(({ claim, question }) => ({ claim, answer: ask(question).kind })),
    refuses: refused.map(({ claim }) => claim),
    tried: intended.length,
  };
}

interface Left {
  readonly claim: string;
  readonly question: Question;
}

/** What the report lists as not shown, as questions. */
export function leftToOthers(estate: Estate): readonly Left[] {
  const caller = key("aws:PrincipalArn");
  const isLinked = caller.like(`arn:${estate.partition}:iam::${estate.account}:${SERVICE_LINKED_ROLE_PATH}*`);
  // Nothing is under the gateway's own paths but by being made there.
  const isOurs = caller.like(rolesUnder(estate, "minting"), rolesUnder(estate, "studio-execution"));
  const ask = (claim: string, that: Question["that"]): Left => {
    const route = { kind: "service" } as const;
    return {
      claim,
      question: { estate, asker: { kind: "other-role" }, route, that: and(that, not(isLinked), not(isOurs)) },
    };
  };
  const profiles = servedDomains(estate).map((domainId) => profileArn(estate, "*", domainId));
  const functions = estate.functions.flatMap(({ arn }) => [arn, `${arn}:*`]);
  return [
    ask(
      "No role of the account outside the gateway's own paths makes a Studio URL for one of its profiles.",
      and(action(MINTING), resource(...profiles)),
    ),
    ask(
      "No role of the account outside the gateway's own paths invokes one of its functions.",
      and(action(INVOKING), resource(...functions)),
    ),
  ];
}
