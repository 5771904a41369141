import { type Answer, jsonAnswer } from "../answer";
import type { Authority } from "../authority";
import { jsonFault, jsonSignatureFault } from "../aws-errors";
import type { CredentialStore } from "../credentials";
import { asRecord } from "../graph-index";
import { headerValue, type Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../role-action";
import { checkSignature } from "../signature";
import { ConditionalCheckFailed, OPERATIONS } from "./operations";
import type { Table } from "./table";
import { ValidationError } from "./validation-error";

export interface DynamoDbParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly tables: ReadonlyMap<string, Table>;
}

const TARGET = "DynamoDB_20120810.";
const JSON_1_0 = { "content-type": "application/x-amz-json-1.0" };

export function isDynamoDbTarget(target: string): boolean {
  return target.startsWith(TARGET);
}

/** AWS JSON 1.0: the operation is a header. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html */
export async function answerDynamoDb(parts: DynamoDbParts, request: Incoming): Promise<Answer> {
  const { place } = parts.authority;
  const check = await checkSignature(request, parts.credentials, { service: "dynamodb", region: place.region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const operation = (headerValue(request, "x-amz-target") ?? "").slice(TARGET.length);
  const input = readInput(request);
  const name = typeof input["TableName"] === "string" ? input["TableName"] : "";
  const table = parts.tables.get(name);
  const arn = table?.arn ?? `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${name}`;
  const asked = { service: "dynamodb", action: `dynamodb:${operation}`, resource: arn };
  const decision = decideRoleAction(parts.authority, request, check.session, asked);
  if (!decision.allowed) return fault("AccessDeniedException", deniedMessage(check.session, decision), decision);
  const perform = OPERATIONS[operation];
  if (!perform)
    return fault("UnknownOperationException", `The laptop's DynamoDB does not know ${operation}.`, decision);
  if (!table) return fault("ResourceNotFoundException", "Requested resource not found", decision);
  try {
    return { ...jsonAnswer(200, perform(table, input), JSON_1_0), decision };
  } catch (error) {
    if (error instanceof ConditionalCheckFailed)
      return fault("ConditionalCheckFailedException", error.message, decision);
    if (error instanceof ValidationError) return fault("ValidationException", error.message, decision);
    throw error;
  }
}

/** DynamoDB names its own errors with their namespace. */
function fault(code: string, message: string, decision: Answer["decision"]): Answer {
  const isOwn = code === "ConditionalCheckFailedException" || code === "ResourceNotFoundException";
  const namespace = isOwn ? "com.amazonaws.dynamodb.v20120810" : "com.amazon.coral.service";
  const answer = jsonFault({ code: `${namespace}#${code}`, message, ...(decision && { decision }) });
  return { ...answer, headers: JSON_1_0 };
}

function readInput(request: Incoming): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(request.body.toString("utf8")));
  } catch {
    return {};
  }
}
