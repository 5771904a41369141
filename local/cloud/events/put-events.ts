import { type Answer, jsonAnswer } from "../answer";
import { jsonFault, jsonSignatureFault } from "../aws-errors";
import type { Authority } from "../decide/authority";
import type { RecordedDecision } from "../decide/decision-log";
import { decideRoleAction, deniedMessage } from "../decide/role-action";
import { asRecord } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import type { CredentialStore, RoleSession } from "../signing/credentials";
import { checkSignature } from "../signing/signature";
import type { EventBuses } from "./event-bus";

export interface EventsParts {
  readonly authority: Authority;
  readonly credentials: CredentialStore;
  readonly buses: EventBuses;
}

const TARGET = "AWSEvents.";
const JSON_1_1 = { "content-type": "application/x-amz-json-1.1" };
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MOST_ENTRIES = 10;

export function isEventsTarget(target: string): boolean {
  return target.startsWith(TARGET);
}

/** EventBridge, as far as functions put events there. */
export async function answerEvents(parts: EventsParts, request: Incoming): Promise<Answer> {
  const { region } = parts.authority.place;
  const check = await checkSignature(request, parts.credentials, { service: "events", region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const operation = (headerValue(request, "x-amz-target") ?? "").slice(TARGET.length);
  if (operation !== "PutEvents")
    return jsonFault({
      code: "UnknownOperationException",
      message: `The laptop's EventBridge does not know ${operation}.`,
    });
  const entries = entriesOf(request);
  if (entries.length === 0 || entries.length > MOST_ENTRIES)
    return jsonFault({ code: "ValidationException", message: `Entries must have 1 to ${MOST_ENTRIES} members.` });
  let decision: RecordedDecision | undefined;
  for (const bus of new Set(entries.map((entry) => busOf(parts, entry)))) {
    decision = decide(parts, request, check.session, bus, entries);
    if (decision.allowed) continue;
    const message = deniedMessage(check.session, decision);
    return jsonFault({ code: "AccessDeniedException", message, decision });
  }
  const results = entries.map((entry) => put(parts, entry));
  const FailedEntryCount = results.filter((result) => "ErrorCode" in result).length;
  return { ...jsonAnswer(200, { FailedEntryCount, Entries: results }, JSON_1_1), ...(decision && { decision }) };
}

type Sent = Readonly<Record<string, unknown>>;

/** Asked once for a bus, with the names of all events that are meant for it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html */
function decide(parts: EventsParts, request: Incoming, session: RoleSession, bus: string, entries: readonly Sent[]) {
  const there = entries.filter((entry) => busOf(parts, entry) === bus);
  const named = (member: string) => [...new Set(there.map((entry) => textIn(entry, member)))];
  const context = { "events:source": named("Source"), "events:detail-type": named("DetailType") };
  return decideRoleAction(parts.authority, request, session, {
    service: "events",
    action: "events:PutEvents",
    resource: bus,
    context,
  });
}

function put({ buses, authority }: EventsParts, entry: Sent): object {
  const [source, detailType, detail] = ["Source", "DetailType", "Detail"].map((member) => textIn(entry, member));
  if (!source || !detailType || !detail) return { ErrorCode: "InvalidArgument", ErrorMessage: "A member is missing." };
  if (source.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  try {
    return { EventId: buses.put({ source, detailType, detail }, authority.clock()) };
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
}

/** By name or ARN; "default" when none is named. */
function busOf({ authority: { place } }: EventsParts, entry: Sent): string {
  const name = textIn(entry, "EventBusName") || "default";
  const { partition, region, account } = place;
  return name.startsWith("arn:") ? name : `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
}

function entriesOf({ body }: Incoming): Sent[] {
  try {
    const { Entries: entries } = asRecord(JSON.parse(body.toString("utf8")));
    return Array.isArray(entries) ? entries.map(asRecord) : [];
  } catch {
    return [];
  }
}

function textIn(entry: Sent, member: string): string {
  const value = entry[member];
  return typeof value === "string" ? value : "";
}
