/** What looks like a policy and has not been read: found by type, by name and by content, so that nothing passes in silence. */
import { below, type CollectedResource, identity, isRecord } from "../graph/graph";
import { notAPolicy } from "./not-policies";
import { accessOf, LOOKS_LIKE_ACCESS, policyInputsOf } from "./policy-inputs";
import type { Survey } from "../survey";

/** To be called last, when every reader has read what it knows. */
export function findUnreadPolicies(survey: Survey): void {
  // Providers and references to other stacks are the deployment's own affair: nothing of them is in the account.
  const arns = survey.all("iam/role:Role").flatMap((role) => identity(role, "arn") ?? []);
  const roles = { arns, byEnd: new Map(arns.map((arn) => [endOf(arn), arn])) };
  const made = survey.graph.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  for (const resource of made) {
    checkType(survey, resource);
    for (const place of suspicious(resource.inputs)) checkPlace(survey, resource, place);
    for (const place of namingRoles(resource.inputs, roles)) checkRole(survey, resource, place);
  }
}

/** Where a role of the stack may stand: each place is read by a collector, which asks who carries what. */
const ROLE_PLACES: Readonly<Partial<Record<string, readonly string[]>>> = {
  "aws:apigateway/account:Account": ["/cloudwatchRoleArn"],
  // Whose calls a rule takes from CloudTrail; it lends the role to nothing.
  "aws:cloudwatch/eventRule:EventRule": ["/eventPattern"],
  "aws:codedeploy/deploymentGroup:DeploymentGroup": ["/serviceRoleArn"],
  "aws:lambda/function:Function": ["/role", "/environment/variables/MINTING_ROLE_ARN"],
  "aws:sagemaker/image:Image": ["/roleArn"],
  "aws:sagemaker/domain:Domain": [
    "/defaultUserSettings/executionRole",
    "/domainSettings/rStudioServerProDomainSettings/domainExecutionRoleArn",
  ],
  "aws:sagemaker/userProfile:UserProfile": ["/userSettings/executionRole"],
};

interface RolePlace {
  readonly at: string;
  readonly arn: string;
}

/** A role that is lent by a resource the audit does not read has a bearer that no rule knows. */
function checkRole(survey: Survey, resource: CollectedResource, { at, arn }: RolePlace): void {
  const { type } = resource;
  // Attachments and policies of a role are read as such; a role's own inputs name it.
  if (type.startsWith("aws:iam/") || ROLE_PLACES[type]?.includes(at) === true || survey.isClaimed(resource, at)) return;
  const role = endOf(arn);
  survey.fault(
    resource,
    at,
    `The input ${at} of a ${type} names the role ${role}, and nothing here reads what it lends it to.`,
  );
}

/** Texts that hold a role's ARN or are its name. Policies are read as such, and say what they say of roles. */
function namingRoles(value: unknown, roles: RoleNames, at = ""): RolePlace[] {
  if (typeof value === "string") {
    const arn = roles.byEnd.get(value) ?? roleIn(value, roles.arns);
    return arn === undefined || /\\?"Statement\\?"/.test(value) ? [] : [{ at, arn }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => namingRoles(item, roles, below(at, name)));
}

interface RoleNames {
  readonly arns: readonly string[];
  /** By what stands behind the path. */
  readonly byEnd: ReadonlyMap<string, string>;
}

function endOf(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

/** Few texts hold an ARN at all: hundreds of roles are looked for in those only. */
function roleIn(text: string, arns: readonly string[]): string | undefined {
  return text.includes("arn:") ? arns.find((one) => contains(text, one)) : undefined;
}

/** The whole ARN: `role/a` does not stand in `role/ab`. */
function contains(text: string, arn: string): boolean {
  const at = text.indexOf(arn);
  return at >= 0 && !/[\w+=,.@-]/.test(text.charAt(at + arn.length));
}

/** A type that can carry access and that no reader knows: where its inputs are unset, AWS's default is unknown too. */
function checkType(survey: Survey, resource: CollectedResource): void {
  const { type } = resource;
  if (!type.startsWith("aws:"))
    survey.fault(resource, "", `The audit reads resources of the AWS provider, and ${type} is not one of them.`);
  if (survey.isUnderstood(resource) || notAPolicy(type, "") !== undefined) return;
  const access = accessOf(type) ?? unreadInputs(type);
  if (access !== undefined)
    survey.fault(resource, "", `Resources of type ${type} ${access}, and nothing here reads them.`);
}

function unreadInputs(type: string): string | undefined {
  const declared = policyInputsOf(type);
  if (declared?.length === 0) return "may give access";
  const open = declared?.filter((input) => notAPolicy(type, input) === undefined) ?? [];
  return open.length > 0 ? `may give access by ${open.join(", ")}` : undefined;
}

interface Place {
  readonly at: string;
  /** The input's own name, at whatever depth. */
  readonly key: string;
  readonly holdsStatements: boolean;
}

function checkPlace(survey: Survey, resource: CollectedResource, { at, key, holdsStatements }: Place): void {
  if (survey.isClaimed(resource, at)) return;
  if (!holdsStatements && notAPolicy(resource.type, key) !== undefined) return;
  const what = holdsStatements ? "holds policy statements" : "is named like a policy";
  survey.fault(resource, at, `The input ${at} of a ${resource.type} ${what}, and nothing here reads it.`);
}

/** Outermost places only: what lies inside one is part of it. */
function suspicious(value: unknown, at = "", key = ""): Place[] {
  if (typeof value === "string" && /\\?"Statement\\?"|\bStatement\s*:/.test(value))
    return [{ at, key, holdsStatements: true }];
  if (isRecord(value) && "Statement" in value) return [{ at, key, holdsStatements: true }];
  const named = LOOKS_LIKE_ACCESS.test(key) ? [{ at, key, holdsStatements: false }] : [];
  if (typeof value !== "object" || value === null) return named;
  const inner = Object.entries(value).flatMap(([name, item]) => suspicious(item, below(at, name), name));
  return [...named, ...inner];
}
