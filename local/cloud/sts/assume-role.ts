import { stsRequests } from "../../../policies/evaluate/assume-role";
import { decideAssumeRole } from "../../../policies/evaluate/evaluate";
import type { Answer } from "../answer";
import { above, placed } from "../decide/above";
import { contextOf, decided, endpointLayer, principalOf } from "../decide/authority";
import { queryFault, xml } from "../aws-errors";
import { assumedRoleArn, type Credentials, type RoleSession, userIdOf } from "../signing/credentials";
import type { RecordedDecision } from "../decide/decision-log";
import type { Incoming } from "../incoming";
import { type AssumeRoleParameters, checkDuration, readAssumeRole } from "./parameters";
import { stsResult, type StsParts } from "./result";

/** @throws ParameterError when a parameter is not what STS takes */
export function assumeRole(parts: StsParts, request: Incoming, caller: RoleSession, form: URLSearchParams): Answer {
  const asked = readAssumeRole(form);
  const target = parts.authority.roles.get(asked.roleArn);
  const decision = target && decideFor(parts, request, caller, asked);
  if (!target || !decision?.allowed) {
    // A role that does not exist is answered like one that does not trust the caller: names cannot be probed.
    const message = `User: ${assumedRoleArn(caller)} is not authorized to perform: sts:AssumeRole on resource: ${asked.roleArn}`;
    return queryFault({ code: "AccessDenied", message, ...(decision && { decision }) }, request.requestId, 403);
  }
  checkDuration(asked.durationSeconds, target);
  const expiresAt = new Date(parts.authority.clock().getTime() + asked.durationSeconds * 1000);
  const issued = parts.credentials.issue(sessionOf(asked, caller), expiresAt);
  return { ...stsResult("AssumeRole", resultOf(issued, expiresAt), request.requestId), decision };
}

/** The identity that the first session of a chain was given stays with every later one. */
function sessionOf(asked: AssumeRoleParameters, caller: RoleSession): RoleSession {
  const sourceIdentity = asked.sourceIdentity ?? caller.sourceIdentity;
  return {
    roleArn: asked.roleArn,
    sessionName: asked.sessionName,
    tags: asked.tags,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  };
}

function decideFor(
  parts: StsParts,
  request: Incoming,
  caller: RoleSession,
  asked: AssumeRoleParameters,
): RecordedDecision {
  const { authority } = parts;
  const subject = { service: "sts", action: "sts:AssumeRole", resource: asked.roleArn };
  const sourceIdentity = asked.sourceIdentity ?? caller.sourceIdentity;
  if (caller.sourceIdentity !== undefined && sourceIdentity !== caller.sourceIdentity)
    return authority.decisions.record(
      { requestId: request.requestId, door: request.door.name, ...subject },
      {
        allowed: false,
        layer: "trust",
        reason: "The calling session already has another source identity, and it cannot be changed.",
      },
    );
  const call = {
    roleArn: asked.roleArn,
    principal: principalOf(caller),
    context: contextOf(authority, request, asked.roleArn, caller),
    sessionName: asked.sessionName,
    tags: asked.tags,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(asked.externalId !== undefined && { externalId: asked.externalId }),
  };
  const wanted = placed(authority, call, asked.roleArn);
  const policies = {
    identity: authority.roles.get(caller.roleArn)?.identity ?? [],
    trust: trustOf(parts, asked.roleArn),
    ...endpointLayer(request),
  };
  const guardrails = above(authority, caller.roleArn);
  return decided(authority, request, "sts", { requests: stsRequests(wanted), policies, guardrails }, () =>
    decideAssumeRole(wanted, { ...policies, guardrails }),
  );
}

function trustOf(parts: StsParts, roleArn: string) {
  const role = parts.authority.roles.get(roleArn);
  return role ? [role.trust] : [];
}

function resultOf(issued: Credentials, expiresAt: Date): string {
  const { session } = issued;
  const user = `<Arn>${xml(assumedRoleArn(session))}</Arn><AssumedRoleId>${xml(userIdOf(session))}</AssumedRoleId>`;
  const credentials =
    `<AccessKeyId>${issued.accessKeyId}</AccessKeyId><SecretAccessKey>${xml(issued.secretAccessKey)}</SecretAccessKey>` +
    `<SessionToken>${xml(issued.sessionToken)}</SessionToken><Expiration>${expiresAt.toISOString()}</Expiration>`;
  const source =
    session.sourceIdentity === undefined ? "" : `<SourceIdentity>${xml(session.sourceIdentity)}</SourceIdentity>`;
  return `<AssumedRoleUser>${user}</AssumedRoleUser><Credentials>${credentials}</Credentials>${source}`;
}
