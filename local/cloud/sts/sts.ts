import { decideSameAccount } from "../../../policies/evaluate/evaluate";
import type { Answer } from "../answer";
import { contextOf, decided, endpointLayer, principalOf } from "../decide/authority";
import { queryFault, querySignatureFault, xml } from "../aws-errors";
import { assumedRoleArn, type RoleSession, userIdOf } from "../signing/credentials";
import type { Incoming } from "../incoming";
import { accountIn } from "../graph/place";
import { checkSignature } from "../signing/signature";
import { assumeRole } from "./assume-role";
import { ParameterError } from "./parameters";
import { stsResult, type StsParts } from "./result";

/** STS's Query protocol: a form in, XML out. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export async function answerSts(parts: StsParts, request: Incoming): Promise<Answer> {
  const { region } = parts.authority.place;
  const check = await checkSignature(request, parts.credentials, { service: "sts", region });
  if (!check.ok) return querySignatureFault(check.fault, request.requestId);
  const form = new URLSearchParams(request.body.toString("utf8"));
  const action = form.get("Action") ?? "";
  try {
    if (action === "AssumeRole") return assumeRole(parts, request, check.session, form);
    if (action === "GetCallerIdentity") return getCallerIdentity(parts, request, check.session);
  } catch (error) {
    if (error instanceof ParameterError)
      return queryFault({ code: error.code, message: error.message }, request.requestId);
    throw error;
  }
  const message = `The laptop's STS knows AssumeRole and GetCallerIdentity, not "${action}".`;
  return queryFault({ code: "InvalidAction", message }, request.requestId);
}

/** Needs no permission, but an endpoint policy or an explicit Deny can still refuse it. */
function getCallerIdentity(parts: StsParts, request: Incoming, session: RoleSession): Answer {
  const { authority } = parts;
  const action = "sts:GetCallerIdentity";
  const context = contextOf(authority, request, "*", session);
  const wanted = { action, resource: "*", principal: principalOf(session), context };
  const policies = {
    identity: [...(authority.roles.get(session.roleArn)?.identity ?? []), NEEDS_NO_PERMISSION],
    ...endpointLayer(request),
  };
  const decision = decided(authority, request, "sts", { requests: [wanted], policies }, () =>
    decideSameAccount(wanted, policies),
  );
  const arn = assumedRoleArn(session);
  if (!decision.allowed) {
    const message = `User: ${arn} is not authorized to perform: ${action}`;
    return queryFault({ code: "AccessDenied", message, decision }, request.requestId, 403);
  }
  const result = `<Arn>${xml(arn)}</Arn><UserId>${xml(userIdOf(session))}</UserId><Account>${accountIn(session.roleArn)}</Account>`;
  return { ...stsResult("GetCallerIdentity", result, request.requestId), decision };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: "No permissions are required". */
const NEEDS_NO_PERMISSION = {
  name: "STS's own rule that GetCallerIdentity needs no permission",
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }],
  },
} as const;
