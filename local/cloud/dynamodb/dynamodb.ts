import { type Answer, jsonAnswer } from "../answer";
import type { Authority } from "../decide/authority";
import { jsonSignatureFault } from "../aws-errors";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import type { RecordedDecision } from "../decide/decision-log";
import { asRecord } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import { checkSignature } from "../signing/signature";
import { ConditionalCheckFailed, OPERATIONS } from "./operations";
import { scan, scanContext } from "./scan";
import type { Table } from "./table";
import {
  type AskedOperation,
  getTransaction,
  isTransaction,
  readTransaction,
  TransactionCancelled,
  writeTransaction,
} from "./transaction";
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
  try {
    const asked = isTransaction(operation) ? readTransaction(operation, input) : [{ operation, input }];
    return perform(parts, request, check.session, { operation, asked });
  } catch (error) {
    if (error instanceof ValidationError) return fault("ValidationException", error.message);
    throw error;
  }
}

interface Request {
  /** As the header names it. */
  readonly operation: string;
  /** What IAM is asked about: the operation itself, or every one that a transaction holds. */
  readonly asked: readonly AskedOperation[];
}

function perform(parts: DynamoDbParts, request: Incoming, session: RoleSession, { operation, asked }: Request): Answer {
  let decision: RecordedDecision | undefined;
  for (const { operation: action, input } of asked) {
    decision = decideRoleAction(parts.authority, request, session, {
      service: "dynamodb",
      action: `dynamodb:${action}`,
      resource: arnOf(parts, tableNameIn(input)),
      ...(action === "Scan" && { context: scanContext(input) }),
    });
    if (!decision.allowed) return fault("AccessDeniedException", deniedMessage(session, decision), decision);
  }
  const tables = asked.map(({ input }) => parts.tables.get(tableNameIn(input)));
  const [first] = asked;
  const isKnown = operation === "Scan" || isTransaction(operation) || isItemOperation(operation);
  if (!isKnown || !first)
    return fault("UnknownOperationException", `The laptop's DynamoDB does not know ${operation}.`, decision);
  if (!tables.every((table) => table !== undefined))
    return fault("ResourceNotFoundException", "Requested resource not found", decision);
  return answered(decision, () => {
    if (operation === "TransactWriteItems") return writeTransaction(asked, tables);
    if (operation === "TransactGetItems") return getTransaction(asked, tables);
    const [table] = tables;
    return operation === "Scan"
      ? scan(table as Table, first.input)
      : itemAnswer(operation, table as Table, first.input);
  });
}

/** ConditionCheckItem is not an operation by itself. */
function isItemOperation(operation: string): boolean {
  return Object.hasOwn(OPERATIONS, operation) && operation !== "ConditionCheckItem";
}

function itemAnswer(operation: string, table: Table, input: AskedOperation["input"]): unknown {
  return OPERATIONS[operation]?.(table, input)();
}

function answered(decision: Answer["decision"], act: () => unknown): Answer {
  try {
    return { ...jsonAnswer(200, act(), JSON_1_0), ...(decision && { decision }) };
  } catch (error) {
    if (error instanceof ConditionalCheckFailed)
      return fault("ConditionalCheckFailedException", error.message, decision);
    if (error instanceof TransactionCancelled)
      return fault("TransactionCanceledException", error.message, decision, { CancellationReasons: error.reasons });
    if (error instanceof ValidationError) return fault("ValidationException", error.message, decision);
    throw error;
  }
}

function tableNameIn(input: AskedOperation["input"]): string {
  return typeof input["TableName"] === "string" ? input["TableName"] : "";
}

function arnOf({ authority, tables }: DynamoDbParts, name: string): string {
  const { partition, region, account } = authority.place;
  return tables.get(name)?.arn ?? `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
}

/** DynamoDB names its own errors with their namespace. */
function fault(code: string, message: string, decision?: Answer["decision"], more: object = {}): Answer {
  const namespace = OWN_ERRORS.includes(code) ? "com.amazonaws.dynamodb.v20120810" : "com.amazon.coral.service";
  const answer = jsonAnswer(400, { __type: `${namespace}#${code}`, message, ...more }, JSON_1_0);
  return { ...answer, ...(decision && { decision }) };
}

const OWN_ERRORS = ["ConditionalCheckFailedException", "ResourceNotFoundException", "TransactionCanceledException"];

function readInput(request: Incoming): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(request.body.toString("utf8")));
  } catch {
    return {};
  }
}
