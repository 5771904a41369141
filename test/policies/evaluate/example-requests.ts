import type { PolicyDocument, Statement } from "../../../policies/document";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import type { AccessRequest, Principal } from "../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";

export const ACCOUNT = "111122223333";
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/minting`;
export const ROLE: Principal = { kind: "role", roleArn: ROLE_ARN, account: ACCOUNT };
export const OUR_ENDPOINT = { [SOURCE_VPCE]: "vpce-0aaaaaaaaaaaaaaa1" };

export function profileArn(name: string, domain = "d-aaaa"): string {
  return `arn:aws:sagemaker:eu-central-1:${ACCOUNT}:user-profile/${domain}/${name}`;
}

/** alice's minting session asks for alice's URL, from nowhere in particular. */
export function mintRequest(changes: Partial<AccessRequest> = {}): AccessRequest {
  return {
    action: "sagemaker:CreatePresignedDomainUrl",
    resource: profileArn("alice"),
    principal: ROLE,
    context: {},
    ...changes,
  };
}

export function policy(...statements: Statement[]): NamedPolicy {
  return { name: "example", document: { Version: "2012-10-17", Statement: statements } };
}

/** For documents that the types would refuse. */
export function anyPolicy(document: unknown): NamedPolicy {
  return { name: "example", document: document as PolicyDocument };
}

export const ALLOW_ALL: Statement = { Sid: "AllowAll", Effect: "Allow", Action: "*", Resource: "*" };
export const DENY_ALL: Statement = { Sid: "DenyAll", Effect: "Deny", Action: "*", Resource: "*" };

/** Whether a statement applies: as the only Allow of an identity policy it decides alone. */
export function applies(statement: Partial<Statement>, request: AccessRequest): boolean {
  const rest = (statement.Action ?? statement.NotAction) ? {} : { Action: "*" };
  const about = (statement.Resource ?? statement.NotResource) ? {} : { Resource: "*" };
  const only: Statement = { Effect: "Allow", ...rest, ...about, ...statement };
  return decideSameAccount(request, { identity: [policy(only)] }).allowed;
}

/** Whether a condition on one key holds for one value of it; undefined is an absent key. */
export function conditionHolds(
  operator: string,
  expected: string | readonly string[],
  actual: string | readonly string[] | undefined,
  others: AccessRequest["context"] = {},
): boolean {
  const context = actual === undefined ? others : { ...others, "test:Key": actual };
  return applies({ Condition: { [operator]: { "test:Key": expected } } }, mintRequest({ context }));
}
