import type { Answer } from "../answer";
import { jsonFault, jsonSignatureFault } from "../aws-errors";
import type { RoleSession } from "../signing/credentials";
import { headerValue, type Incoming } from "../incoming";
import { checkSignature } from "../signing/signature";
import { createApp, deleteApp, describeApp, listApps } from "./apps/apps";
import type { AppParts, Asking } from "./apps/deciding";
import { listUserProfiles } from "./apps/list-user-profiles";
import { createSpace, deleteSpace, describeSpace, listSpaces } from "./apps/spaces";
import { createPresignedDomainUrl } from "./create-presigned-domain-url";
import { describeDomain } from "./describe-domain";
import { describeUserProfile } from "./describe-user-profile";
import { ValidationError } from "./parameters";
import { accessDenied, decideAction, type SageMakerParts } from "./operation";

/** What people, and the operator, do with apps and spaces. */
const ON_APPS: Readonly<Record<string, (parts: AppParts, asking: Asking) => Answer>> = {
  CreateApp: createApp,
  CreateSpace: createSpace,
  DeleteApp: deleteApp,
  DeleteSpace: deleteSpace,
  DescribeApp: describeApp,
  DescribeSpace: describeSpace,
  ListApps: listApps,
  ListSpaces: listSpaces,
  ListUserProfiles: listUserProfiles,
};

/** AWS JSON 1.1: the operation is a header, parameters and result are JSON. */
export async function answerSageMaker(parts: SageMakerParts, request: Incoming): Promise<Answer> {
  const { region } = parts.authority.place;
  const check = await checkSignature(request, parts.credentials, { service: "sagemaker", region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const operation = (headerValue(request, "x-amz-target") ?? "").replace(/^SageMaker\./, "");
  try {
    if (operation === "CreatePresignedDomainUrl") return await createPresignedDomainUrl(parts, request, check.session);
    if (operation === "DescribeUserProfile") return await describeUserProfile(parts, request, check.session);
    if (operation === "DescribeDomain") return describeDomain(parts, request, check.session);
    const onApps = Object.hasOwn(ON_APPS, operation) ? ON_APPS[operation] : undefined;
    if (onApps) return onApps(parts, { request, session: check.session });
  } catch (error) {
    if (error instanceof ValidationError) return jsonFault({ code: "ValidationException", message: error.message });
    throw error;
  }
  return answerUnknown(parts, request, check.session, operation);
}

/** Other operations are decided too, so that a denied one looks denied; an allowed one is not stood in for. */
function answerUnknown(parts: SageMakerParts, request: Incoming, session: RoleSession, operation: string): Answer {
  if (!/^[A-Z][A-Za-z0-9]+$/.test(operation))
    return jsonFault({ code: "UnknownOperationException", message: "The requested operation is not known." });
  const decision = decideAction(parts.authority, request, session, `sagemaker:${operation}`, "*");
  if (!decision.allowed) return jsonFault(accessDenied(session, decision));
  return jsonFault({
    code: "NotModelledOnThisLaptop",
    message: `The laptop's SageMaker does not know ${operation}.`,
    decision,
  });
}
