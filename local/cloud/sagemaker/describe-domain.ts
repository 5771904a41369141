import { domainArn } from "../../../policies/arns";
import type { Answer } from "../answer";
import { jsonFault } from "../aws-errors";
import type { RoleSession } from "../signing/credentials";
import type { Incoming } from "../incoming";
import { DOMAIN_ID, readJson, text } from "./parameters";
import { accessDenied, decideAction, jsonResult, type SageMakerParts } from "./operation";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeDomain.html */
export function describeDomain(parts: SageMakerParts, request: Incoming, session: RoleSession): Answer {
  const domainId = text(readJson(request.body.toString("utf8")), "DomainId", DOMAIN_ID, 63);
  const arn = domainArn(parts.authority.place, domainId);
  const decision = decideAction(parts.authority, request, session, "sagemaker:DescribeDomain", arn);
  if (!decision.allowed) return jsonFault(accessDenied(session, decision));
  if (!parts.profiles.hasDomain(domainId))
    return jsonFault({ code: "ResourceNotFound", message: `Domain [${domainId}] does not exist.`, decision });
  const AuthMode = parts.profiles.authModeOf(domainId);
  const HomeEfsFileSystemId = parts.profiles.fileSystemOf(domainId);
  return jsonResult(
    { DomainId: domainId, DomainArn: arn, Status: "InService", AuthMode, HomeEfsFileSystemId },
    decision,
  );
}
