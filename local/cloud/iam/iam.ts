import { partitionOf } from "../../../infra/partition";
import type { Answer } from "../answer";
import type { Authority } from "../decide/authority";
import { queryFault, querySignatureFault } from "../aws-errors";
import type { CredentialStore } from "../signing/credentials";
import type { Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import { checkSignature } from "../signing/signature";
import { IamFault, type InlinePolicies } from "./inline-policies";

export interface IamParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly inlinePolicies: InlinePolicies;
}

const NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

interface Asked {
  readonly roleArn: string;
  readonly roleName: string;
  readonly policyName: string;
  readonly document: string;
}

/** What an operation answers, inside its result element; "" for those that answer nothing. What reads stands in read-back/iam.ts. */
const OPERATIONS: Readonly<Record<string, (policies: InlinePolicies, asked: Asked) => string>> = {
  PutRolePolicy(policies, { roleArn, policyName, document }) {
    policies.put(roleArn, policyName, document);
    return "";
  },
  DeleteRolePolicy(policies, { roleArn, policyName }) {
    policies.delete(roleArn, policyName);
    return "";
  },
};

/** IAM's Query protocol, for what operators do to roles. https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html */
export async function answerIam(parts: IamParts, request: Incoming): Promise<Answer> {
  const { authority, inlinePolicies } = parts;
  const { partition, account, region: home } = authority.place;
  const { region } = partitionOf(home).iam;
  const check = await checkSignature(request, parts.credentials, { service: "iam", region });
  if (!check.ok) return querySignatureFault(check.fault, request.requestId);
  const form = new URLSearchParams(request.body.toString("utf8"));
  const operation = form.get("Action") ?? "";
  const perform = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!perform)
    return queryFault(
      { code: "InvalidAction", message: `The laptop's IAM does not know ${operation}.` },
      request.requestId,
    );
  const roleName = form.get("RoleName") ?? "";
  const roleArn = inlinePolicies.arnOf(roleName, `arn:${partition}:iam::${account}`);
  const context = { "aws:RequestedRegion": region };
  const wanted = { service: "iam", action: `iam:${operation}`, resource: roleArn, context };
  const decision = decideRoleAction(authority, request, check.session, wanted);
  if (!decision.allowed) {
    const message = deniedMessage(check.session, decision);
    return queryFault({ code: "AccessDenied", message, decision }, request.requestId, 403);
  }
  const asked = {
    roleArn,
    roleName,
    policyName: form.get("PolicyName") ?? "",
    document: form.get("PolicyDocument") ?? "",
  };
  try {
    return { ...queryResult(operation, perform(inlinePolicies, asked), request.requestId), decision };
  } catch (error) {
    if (!(error instanceof IamFault)) throw error;
    const status = { NoSuchEntity: 404, LimitExceeded: 409, MalformedPolicyDocument: 400, ValidationError: 400 };
    return queryFault({ code: error.code, message: error.message, decision }, request.requestId, status[error.code]);
  }
}

/** An answer of IAM's. @param content what stands inside the result element; "" for an operation that answers nothing */
export function queryResult(operation: string, content: string, requestId: string): Answer {
  const inner = content === "" ? "" : `<${operation}Result>${content}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  const body = `<${operation}Response xmlns="${NAMESPACE}">${inner}${metadata}</${operation}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}
