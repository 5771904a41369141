import { type OperationName, isOperationName } from "../../../functions/pool/operations";
import { type Answer, jsonAnswer } from "../answer";
import type { Authority } from "../decide/authority";
import { jsonFault, jsonSignatureFault } from "../aws-errors";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import type { RecordedDecision } from "../decide/decision-log";
import { rekognitionDoor } from "../door";
import { headerValue, type Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import { checkSignature, signedRegion } from "../signing/signature";
import type { ObjectName } from "./image-source";
import { performOperation, resourceOf, type ServiceMs } from "./operation";
import type { RekognitionRegion } from "./region";
import { JSON_1_1, S3_THROTTLED, ServiceError, serviceErrorAnswer, THROTTLED, TOO_SUDDEN } from "./service-error";
import { sickAnswer } from "./sick-answer";

export interface RekognitionParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly regions: ReadonlyMap<string, RekognitionRegion>;
  /** Reads an object of the Region with a session's permission, as AWS services do: from inside AWS. */
  readonly readObject: (
    request: Incoming,
    session: RoleSession,
    region: string,
    name: ObjectName,
  ) => Buffer | undefined;
  readonly serviceMs: ServiceMs;
}

const THROTTLES: readonly ServiceError[] = [THROTTLED, S3_THROTTLED, TOO_SUDDEN];
const TARGET = /^RekognitionService\.([A-Za-z]+)$/;

export function isRekognitionTarget(target: string): boolean {
  return TARGET.test(target);
}

/** AWS JSON 1.1 in one Region: the one of the endpoint, or, at other doors, the one that the request is signed for. */
export async function answerRekognition(parts: RekognitionParts, request: Incoming): Promise<Answer> {
  const { door } = request;
  const isOwnDoor = door.region !== undefined && door.name === rekognitionDoor(door.region);
  const name = (isOwnDoor ? door.region : signedRegion(request)) ?? parts.authority.place.region;
  const region = parts.regions.get(name);
  const sick = region && sickAnswer(region.fault);
  if (region && sick) {
    region.count("failed");
    return sick;
  }
  const check = await checkSignature(request, parts.credentials, { service: "rekognition", region: name });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const operation = TARGET.exec(headerValue(request, "x-amz-target") ?? "")?.[1] ?? "";
  if (operation === "")
    return jsonFault({ code: "UnknownOperationException", message: "The requested operation is not known." });
  const decision = decideRoleAction(parts.authority, request, check.session, {
    service: "rekognition",
    action: `rekognition:${operation}`,
    resource: isOperationName(operation) ? resourceOf(operation, request) : "*",
    context: { "aws:RequestedRegion": name },
  });
  if (!decision.allowed || region?.fault === "access-denied") {
    region?.count("failed");
    return jsonFault({ code: "AccessDeniedException", message: deniedMessage(check.session, decision), decision });
  }
  if (!region || !isOperationName(operation) || !region.has(operation)) {
    const message = `The laptop's Rekognition in ${name} does not know ${operation}.`;
    return jsonFault({ code: "UnknownOperationException", message, decision });
  }
  return answerOperation(parts, request, check.session, { region, operation, decision });
}

interface Asked {
  readonly region: RekognitionRegion;
  readonly operation: OperationName;
  readonly decision: RecordedDecision;
}

async function answerOperation(
  parts: RekognitionParts,
  request: Incoming,
  session: RoleSession,
  asked: Asked,
): Promise<Answer> {
  const { region, operation, decision } = asked;
  try {
    const read = (object: ObjectName) => parts.readObject(request, session, region.name, object);
    const result = await performOperation(region, operation, request, { serviceMs: parts.serviceMs, read });
    // A fault that was switched on meanwhile meets the calls that are on their way too.
    const sick = sickAnswer(region.fault);
    region.count(sick ? "failed" : "answered", operation);
    return sick ?? { ...jsonAnswer(200, result, JSON_1_1), decision };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    region.count(THROTTLES.includes(error) ? "throttled" : "failed", operation);
    return serviceErrorAnswer(error, request.requestId, decision);
  }
}
