import type { RecordedDecision } from "../cloud/decide/decision-log";
import type { Backend } from "./backend";
import { type Entry, hopsOf } from "./journey";
import type { Outcome, Step } from "./outcome";
import type { Hop } from "./picture";
import type { Session } from "./session";
import { type HttpAnswer, isOpenStudio } from "./through-a-door";

export interface Seen {
  readonly answer: HttpAnswer;
  /** What a success means, as a sentence. */
  readonly saw: string;
  readonly link?: NonNullable<Outcome["link"]>;
  readonly opensLink?: boolean;
}

/** Plays a call and collects what was decided while it lasted. */
export async function watched(
  backend: Backend,
  session: Session,
  entry: Entry,
  tried: string,
  play: () => Promise<Seen>,
): Promise<Outcome> {
  const before = backend.decisions().at(-1);
  const seen = await play();
  const told = await authorizerAnswer(backend, session, since(backend.decisions(), before));
  const id = seen.answer.headers.get("x-amzn-requestid");
  const hasTimeLine = id !== null && backend.requestRecord(id) !== undefined;
  const now = () => {
    const decisions = since(backend.decisions(), before);
    const steps = decisions.map((decision) => backend.statements.toStep(decision, told));
    return { ...outcomeOf(tried, seen, steps, hopsOf(entry, decisions, isSuccess(seen.answer))), hasTimeLine };
  };
  const outcome = now();
  return outcome.opensLink === true ? { ...outcome, refresh: now } : outcome;
}

/**
 * The authorizer's statements are made for one caller and written down nowhere, so it is asked once more: same function, same
 * token, same method.
 */
async function authorizerAnswer(backend: Backend, session: Session, decisions: readonly RecordedDecision[]) {
  const refused = decisions.find(({ allowed, layer }) => !allowed && layer === "authorizer");
  if (refused === undefined || session.person === undefined) return undefined;
  return backend.askAuthorizer(session.person.accessToken, refused.resource);
}

function isSuccess(answer: HttpAnswer): boolean {
  return answer.status === 200 || isOpenStudio(answer);
}

function outcomeOf(
  tried: string,
  { answer, saw, link, opensLink }: Seen,
  steps: readonly Step[],
  hops: readonly Hop[],
): Outcome {
  const succeeded = isSuccess(answer);
  const { code, reason } = answer.json as { readonly code?: string; readonly reason?: string };
  const requestId = answer.headers.get("x-amzn-requestid");
  return {
    tried,
    status: answer.status,
    succeeded,
    saw: succeeded ? saw : refusal(answer, steps.find((step) => !step.allowed)?.layer),
    steps,
    hops,
    ...(code !== undefined && { code, reason: reason ?? "" }),
    ...(requestId !== null && { requestId }),
    ...(link !== undefined && { link }),
    ...(opensLink === true && succeeded && { opensLink }),
  };
}

/** The log forgets its oldest entries, so a position in it is kept as the entry itself. */
function since(log: readonly RecordedDecision[], before: RecordedDecision | undefined): readonly RecordedDecision[] {
  return before === undefined ? [...log] : log.slice(log.lastIndexOf(before) + 1);
}

function refusal(answer: HttpAnswer, layer: string | undefined): string {
  if (layer !== undefined) return `Refused by ${layer}.`;
  const { detail } = answer.json as { readonly detail?: string };
  if (detail !== undefined) return detail;
  return answer.headers.get("location") === "/signin" ? "The link has expired: AWS asks to sign in." : "Refused.";
}
