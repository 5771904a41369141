import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { encodeCaller } from "../contract/caller";
import { denialDetail } from "../contract/routes";
import { log, unexpectedError } from "../contract/log";
import { decideCaller, hasAccess, type CallerRules, CannotDecide, type ProfileSource } from "./decide";
import { KeysUnavailable, type KeySource } from "./key-set";
import { policyFor } from "./policy";
import { readBearerToken, verifyToken } from "./token";
import { TokenRefused, type TokenRules } from "./token-rules";

export interface AuthorizerParts {
  readonly settings: TokenRules & CallerRules;
  readonly keys: KeySource;
  readonly profilesOf: ProfileSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type AuthorizerHandler = (event: APIGatewayRequestAuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

/** Every authorizer: they differ in where the keys come from, and where it is written whose profiles are whose. */
export function authorizerHandler(parts: AuthorizerParts): AuthorizerHandler {
  return async (event) => {
    try {
      return await authorize(event, parts);
    } catch (error) {
      throw answerTo(error, event, parts.settings.issuer);
    }
  };
}

async function authorize(event: APIGatewayRequestAuthorizerEvent, parts: AuthorizerParts) {
  const now = Math.floor(parts.now() / 1000);
  const token = await verifyToken(readBearerToken(event), parts.keys, parts.settings, now);
  const { resource, pathParameters, requestContext } = event;
  const profiles = await parts.profilesOf(token, { resource, requestId: requestContext.requestId });
  const caller = decideCaller(token, profiles, parts.settings, { resource, pathParameters });
  const poolOperations = caller.rekognition ? parts.settings.rekognitionOperations : [];
  if (!hasAccess(caller, resource)) {
    log({ event: "caller_denied", callerId: caller.callerId, reason: caller.denialReason, ...whereOf(event) });
  }
  return {
    principalId: caller.callerId,
    policyDocument: policyFor(event.methodArn, caller.entries, poolOperations),
    context: {
      ...encodeCaller(caller),
      denialDetail: denialDetail(caller.denialReason, parts.settings.rekognitionOperations),
    },
  };
}

/**
 * API Gateway answers 401 to exactly "Unauthorized" and 500 to any other error; neither allows anything. What is thrown
 * is printed by Lambda, so it is always a new error: a parser's own may quote the token.
 */
function answerTo(error: unknown, event: APIGatewayRequestAuthorizerEvent, expectedIssuer: string): Error {
  if (error instanceof TokenRefused) {
    const { fault, seenIssuer } = error;
    const issuers = fault === "issuer" ? { expectedIssuer, seenIssuer: seenIssuer ?? "" } : {};
    log({ event: "token_refused", fault, ...issuers, ...whereOf(event) });
    return new Error("Unauthorized");
  }
  if (error instanceof KeysUnavailable || error instanceof CannotDecide) return new Error(error.message);
  log(unexpectedError(whereOf(event).requestId, error));
  return new Error("The caller could not be authorized.");
}

function whereOf({ requestContext }: APIGatewayRequestAuthorizerEvent): { requestId: string; endpointId: string } {
  return { requestId: requestContext.requestId, endpointId: requestContext.identity.vpceId ?? "" };
}
