/** Who runs `pulumi up` may make, read, change and delete what the stack's graph declares, and nothing of others. Pure. */
import { oneOrList, type PolicyDocument, policyDocument, type Statement, toPolicyJson } from "../document";
import type { Deployment, Grant } from "./grant";
import { NETWORK_GRANTS } from "./network";
import { PEOPLE_GRANTS } from "./people";
import { ROLE_GRANTS } from "./roles";
import { SANDBOX_GRANTS } from "./sandbox";
import { SERVICE_GRANTS } from "./services";
import { STORE_GRANTS } from "./stores";

export const GRANTS: readonly Grant[] = [
  ...NETWORK_GRANTS,
  ...ROLE_GRANTS,
  ...SERVICE_GRANTS,
  ...STORE_GRANTS,
  ...PEOPLE_GRANTS,
  ...SANDBOX_GRANTS,
];

/** Characters without white space in one managed policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MOST_CHARACTERS = 6144;

/** Managed policies on one role, before AWS raises the quota. */
export const MOST_POLICIES = 10;

/** Pulumi's own, which are nothing at AWS. */
const NOT_AT_AWS = ["pulumi:providers:aws", "pulumi:pulumi:StackReference"];

/** Types of the graph for which no grant is written: their resources could not be deployed. */
export function typesWithoutGrant({ resources }: Deployment): readonly string[] {
  const known = new Set([...NOT_AT_AWS, ...GRANTS.flatMap(({ actions }) => Object.keys(actions))]);
  return [...new Set(resources.map(({ type }) => type))].filter((type) => !known.has(type)).sort();
}

/** One after the other until each is full; every one is a managed policy of the deploying role. */
export function deployingRolePolicies(deployment: Deployment): readonly PolicyDocument[] {
  const documents: PolicyDocument[] = [];
  let statements: Statement[] = [];
  for (const statement of GRANTS.flatMap((grant) => statementsOf(grant, deployment))) {
    if (statements.length > 0 && sizeOf([...statements, statement]) > MOST_CHARACTERS) {
      documents.push(policyDocument(...statements));
      statements = [];
    }
    statements.push(statement);
  }
  return statements.length === 0 ? documents : [...documents, policyDocument(...statements)];
}

/** None when the graph has none of the grant's types, or nothing that they name. */
function statementsOf({ Sid, actions, on, when }: Grant, deployment: Deployment): readonly Statement[] {
  const mine = deployment.resources.filter(({ type }) => actions[type] !== undefined);
  if (mine.length === 0) return [];
  const resources = [...new Set(on(deployment, mine))].sort();
  if (resources.length === 0) return [];
  const allowed = [...new Set(mine.flatMap(({ type }) => actions[type] ?? []))].sort();
  const conditions = when?.(deployment, mine) ?? {};
  const Condition = Object.keys(conditions).length === 0 ? {} : { Condition: conditions };
  return [{ Sid, Effect: "Allow", Action: oneOrList(allowed), Resource: oneOrList(resources), ...Condition }];
}

function sizeOf(statements: readonly Statement[]): number {
  return toPolicyJson(policyDocument(...statements)).length;
}
