import type { RecordedDecision } from "../cloud/decision-log";
import type { Backend } from "./backend";
import { type Entry, hopsOf } from "./journey";
import type { Outcome } from "./outcome";
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
  entry: Entry,
  tried: string,
  play: () => Promise<Seen>,
): Promise<Outcome> {
  const before = backend.decisions().at(-1);
  const seen = await play();
  const now = () => outcomeOf(backend, entry, tried, seen, since(backend.decisions(), before));
  const outcome = now();
  return outcome.opensLink === true ? { ...outcome, refresh: now } : outcome;
}

function outcomeOf(
  backend: Backend,
  entry: Entry,
  tried: string,
  { answer, saw, link, opensLink }: Seen,
  decisions: readonly RecordedDecision[],
): Outcome {
  const steps = decisions.map((decision) => backend.statements.toStep(decision));
  const succeeded = answer.status === 200 || isOpenStudio(answer);
  const { code, reason } = answer.json as { readonly code?: string; readonly reason?: string };
  const requestId = answer.headers.get("x-amzn-requestid");
  return {
    tried,
    status: answer.status,
    succeeded,
    saw: succeeded ? saw : refusal(answer, steps.find((step) => !step.allowed)?.layer),
    steps,
    hops: hopsOf(entry, decisions, succeeded),
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
