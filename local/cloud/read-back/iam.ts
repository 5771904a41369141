import { partitionOf } from "../../../infra/partition";
import type { GraphResource } from "../../program/graph";
import type { Answer } from "../answer";
import { queryFault, querySignatureFault, xml } from "../aws-errors";
import { deniedMessage } from "../decide/role-action";
import { type GraphIndex, numberOf, textOf } from "../graph/graph-index";
import { queryResult } from "../iam/iam";
import type { Incoming } from "../incoming";
import { checkSignature } from "../signing/signature";
import { limitOf, pageOf } from "./page";
import { decide, type ReadBackParts } from "./read-back";

interface About {
  readonly parts: ReadBackParts;
  readonly index: GraphIndex;
  readonly role: GraphResource | undefined;
  readonly form: URLSearchParams;
}

/** What an operation answers inside its result; undefined: there is no such entity. */
const OPERATIONS: Readonly<Record<string, (about: About) => string | undefined>> = {
  GetRole: ({ role }) => role && roleXml(role),
  ListRolePolicies: (about) =>
    about.role && listXml(inlineNames(about), "PolicyNames", about.form, (name) => xml(name)),
  GetRolePolicy: (about) => about.role && rolePolicyXml(about, about.role),
  ListAttachedRolePolicies: (about) =>
    about.role && listXml(attached(about.index, about.role), "AttachedPolicies", about.form, attachedXml),
  GetPolicy: ({ index, form }) => managedXml(index, form.get("PolicyArn") ?? ""),
  GetPolicyVersion: ({ index, form }) => versionXml(index, form),
};

/** Whether this is one of IAM's operations that read what stands. */
export function isIamRead(request: Incoming): boolean {
  return Object.hasOwn(OPERATIONS, operationOf(request));
}

/** IAM's Query protocol, for reading. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html and its neighbours */
export async function answerIamRead(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const { partition, account, region: home } = parts.authority.place;
  const { region } = partitionOf(home).iam;
  const check = await checkSignature(request, parts.credentials, { service: "iam", region });
  if (!check.ok) return querySignatureFault(check.fault, request.requestId);
  const { index } = parts.standing;
  const form = new URLSearchParams(request.body.toString("utf8"));
  const role = index.all("iam/role:Role").find((each) => nameOf(each) === form.get("RoleName"));
  const unknown = `arn:${partition}:iam::${account}:role/${form.get("RoleName") ?? ""}`;
  const resource = form.get("PolicyArn") ?? (role && textOf(role, "arn")) ?? unknown;
  const operation = operationOf(request);
  const decision = decide(parts, request, check.session, {
    service: "iam",
    region,
    action: `iam:${operation}`,
    resource,
  });
  if (!decision.allowed) {
    const message = deniedMessage(check.session, decision);
    return queryFault({ code: "AccessDenied", message, decision }, request.requestId, 403);
  }
  const content = OPERATIONS[operation]?.({ parts, index, role, form });
  if (content !== undefined) return { ...queryResult(operation, content, request.requestId), decision };
  return queryFault({ code: "NoSuchEntity", message: "It cannot be found.", decision }, request.requestId, 404);
}

function operationOf(request: Incoming): string {
  return new URLSearchParams(request.body.toString("utf8")).get("Action") ?? "";
}

/** The trust policy is URL-encoded. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
function roleXml(role: GraphResource): string {
  const boundary = textOf(role, "permissionsBoundary");
  const above =
    boundary === undefined
      ? ""
      : `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${xml(boundary)}</PermissionsBoundaryArn></PermissionsBoundary>`;
  return [
    `<Role><Path>${xml(textOf(role, "path") ?? "/")}</Path><RoleName>${xml(nameOf(role))}</RoleName>`,
    `<RoleId>AROAEXAMPLE</RoleId><Arn>${xml(textOf(role, "arn") ?? "")}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>`,
    `<AssumeRolePolicyDocument>${encodeURIComponent(textOf(role, "assumeRolePolicy") ?? "")}</AssumeRolePolicyDocument>`,
    `<MaxSessionDuration>${numberOf(role, "maxSessionDuration") ?? 3600}</MaxSessionDuration>${above}</Role>`,
  ].join("");
}

/** The program's, and those that operators put on the role while the laptop runs. */
function inlineNames({ parts, index, role }: About): readonly string[] {
  const own = role ? inlineOf(index, role).map(nameOf) : [];
  return [...new Set([...own, ...parts.inlinePolicies.namesOf((role && textOf(role, "arn")) ?? "")])];
}

function rolePolicyXml({ parts, index, form }: About, role: GraphResource): string | undefined {
  const name = form.get("PolicyName") ?? "";
  const arn = textOf(role, "arn") ?? "";
  const own = inlineOf(index, role).find((each) => nameOf(each) === name);
  const put = parts.inlinePolicies.namesOf(arn).includes(name) ? parts.inlinePolicies.get(arn, name) : undefined;
  const text = put ?? (own && textOf(own, "policy"));
  if (text === undefined) return undefined;
  return `<RoleName>${xml(nameOf(role))}</RoleName><PolicyName>${xml(name)}</PolicyName><PolicyDocument>${encodeURIComponent(text)}</PolicyDocument>`;
}

function attached(index: GraphIndex, role: GraphResource): readonly string[] {
  return index
    .where("iam/rolePolicyAttachment:RolePolicyAttachment", "role", nameOf(role))
    .flatMap((each) => textOf(each, "policyArn") ?? []);
}

function attachedXml(arn: string): string {
  return `<PolicyName>${xml(arn.split("/").at(-1) ?? "")}</PolicyName><PolicyArn>${xml(arn)}</PolicyArn>`;
}

function managedXml(index: GraphIndex, arn: string): string | undefined {
  if (managed(index, arn) === undefined) return undefined;
  return `<Policy>${attachedXml(arn).replaceAll("PolicyArn>", "Arn>")}<DefaultVersionId>v1</DefaultVersionId></Policy>`;
}

function versionXml(index: GraphIndex, form: URLSearchParams): string | undefined {
  const text = managed(index, form.get("PolicyArn") ?? "");
  if (text === undefined || form.get("VersionId") !== "v1") return undefined;
  const document = `<Document>${encodeURIComponent(text)}</Document>`;
  return `<PolicyVersion>${document}<VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion></PolicyVersion>`;
}

function managed(index: GraphIndex, arn: string): string | undefined {
  const policy = index.all("iam/policy:Policy").find((each) => textOf(each, "arn") === arn);
  return policy && textOf(policy, "policy");
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html: a hundred unless fewer are asked for, then a marker. */
function listXml(all: readonly string[], name: string, form: URLSearchParams, item: (value: string) => string): string {
  const { items, next } = pageOf(all, limitOf(form.get("MaxItems"), 100, 1000), form.get("Marker"));
  const members = items.map((each) => `<member>${item(each)}</member>`).join("");
  const more = next === undefined ? "" : `<Marker>${next}</Marker>`;
  return `<${name}>${members}</${name}><IsTruncated>${String(next !== undefined)}</IsTruncated>${more}`;
}

function inlineOf(index: GraphIndex, role: GraphResource): readonly GraphResource[] {
  return index.where("iam/rolePolicy:RolePolicy", "role", nameOf(role));
}

/** As AWS knows it; a graph that was written by hand may have an id or a logical name only. */
function nameOf(resource: GraphResource): string {
  const id = textOf(resource, "id");
  return textOf(resource, "name") ?? (id !== undefined && !id.includes(":") ? id : resource.name);
}
