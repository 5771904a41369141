/** From "there is a difference" to what it is: by action, and by the doors through which it is open. */
import type { Statement } from "../../document";
import { SOURCE_VPCE } from "../../from-our-endpoints";
import { carries } from "../carried-actions";
import { involvedIn } from "../prove/involved";
import { ask } from "../prove/ask";
import type { Answer, Question } from "../question";
import { action, and, type Formula, key, not, through, throughNone } from "../encode/vocabulary";
import type { Witness } from "../verdict";
import { askDifference } from "./ask-difference";
import { isUntouched, type Passage } from "./comparisons";
import { changedResources } from "./changed-resources";
import { notCompared, type Predicate, predicateOf } from "./wording";

/** A sentence each is read up to here; beyond, the number says enough. */
const MOST_ACTIONS = 30;

export interface AccessDifference {
  readonly kind: "possible" | "unknown";
  readonly subject: string;
  readonly who: string;
  readonly predicate: Predicate;
  /** The endpoint it is about, if it is about one. */
  readonly endpoint?: string;
  readonly witness?: Witness;
}

/** What this passage lets through that the other one, of the other estate, does not. */
export function differencesIn(passage: Passage, other: Passage | undefined): readonly AccessDifference[] {
  const { question, subject, who } = passage;
  if (other && isUntouched(question, other.question)) return [];
  const pair: Pair = { passage, other };
  const answer = narrowed(pair);
  if (answer.kind === "never") return [];
  if (answer.kind === "unknown") return [{ kind: "unknown", subject, who, predicate: notCompared(answer.why) }];
  return hasActions(question) ? byAction(pair, answer.witness) : [told(pair, "", answer.witness)];
}

interface Pair {
  readonly passage: Passage;
  readonly other: Passage | undefined;
}

function narrowed({ passage, other }: Pair, that?: Formula): Answer {
  const narrow = ({ question }: Passage): Question =>
    that ? { ...question, that: and(question.that, that) } : question;
  return askDifference(narrow(passage), other && narrow(other));
}

function hasActions({ route }: Question): boolean {
  return route.kind === "service" || route.kind === "endpoint";
}

/** The actions as the allowing policies write them, the plain ones first; what is left over is told by its example. */
function byAction(pair: Pair, first: Witness): readonly AccessDifference[] {
  const written = writtenActions(pair).slice(0, MOST_ACTIONS);
  const found: AccessDifference[] = [];
  const plain: string[] = [];
  for (const pattern of written) {
    const isWild = /[*?]/.test(pattern);
    const fresh = isWild && plain.length > 0 ? and(action(pattern), not(action(...plain))) : action(pattern);
    const answer = narrowed(pair, fresh);
    if (answer.kind !== "possible") continue;
    plain.push(pattern);
    found.push(
      told(pair, isWild ? `${pattern} (for one, ${actionOf(answer.witness)})` : pattern, answer.witness, fresh),
    );
  }
  if (found.length > 0) return found;
  return [told(pair, actionOf(first), first, action(actionOf(first)))];
}

/** As the allowing policies write them; for a caller whose own policies are unknown, as the statements that differ do. */
function writtenActions({ passage, other }: Pair): readonly string[] {
  const here = involvedIn(passage.question);
  const there = other ? involvedIn(other.question).statements : [];
  const telling = here.granting ?? [...only(here.statements, there), ...only(there, here.statements)];
  const written = telling.flatMap(({ Action, NotAction }) => (NotAction === undefined ? (Action ?? []) : ["*"]));
  const weight = (pattern: string) => (/[*?]/.test(pattern) ? 1 : 0);
  return [...new Set(written)].sort((one, next) => weight(one) - weight(next) || (one < next ? -1 : 1));
}

function only(statements: readonly Statement[], others: readonly Statement[]): readonly Statement[] {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return statements.filter((statement) => !known.has(JSON.stringify(statement)));
}

function told(pair: Pair, name: string, witness: Witness, that?: Formula): AccessDifference {
  const { passage, other } = pair;
  const about = that ?? and();
  const doors: Open = hasDoors(passage.question) ? doorsOf(pair, about, actionOf(witness)) : {};
  const isPossible = (more: Formula) => narrowed(pair, and(about, more)).kind !== "never";
  const resources = changedResources(passage.question, witness, isPossible);
  const where = and(about, doors.formula ?? and(), resources.formula ?? and());
  const before = other && { ...other.question, that: and(other.question.that, where) };
  const wasPossible = before !== undefined && ask(before, "any").kind === "possible";
  const predicate = predicateOf(passage, {
    action: name,
    resources: resources.named,
    doors: doors.open,
    wasPossible,
  });
  const { subject, who, question } = passage;
  const at = question.route.kind === "endpoint" ? { endpoint: question.route.endpoint.name } : {};
  return { kind: "possible", subject, who, predicate, ...at, witness };
}

function hasDoors({ asker, route }: Question): boolean {
  return route.kind !== "endpoint" && asker.kind !== "service";
}

interface Door {
  readonly name: string;
  readonly is: Formula;
}

interface Open {
  /** Their names, none where all are open; undefined where a way has no doors. */
  readonly open?: readonly string[];
  /** The only one that is open. */
  readonly formula?: Formula;
}

/** The doors through which the difference is open. */
function doorsOf(pair: Pair, that: Formula, actionName: string): Open {
  const { endpoints } = pair.passage.question.estate;
  const ids = endpoints.map(({ id }) => id);
  const elsewhere = and(key(SOURCE_VPCE).present, not(through(ids)));
  const doors: readonly Door[] = [
    ...endpoints
      .filter(({ service }) => carries(service, actionName))
      .map(({ id, name }): Door => ({ name, is: through([id]) })),
    { name: "endpoints that are not ours", is: elsewhere },
    { name: "no endpoint", is: throughNone() },
  ];
  const open = doors.filter(({ is }) => narrowed(pair, and(that, is)).kind !== "never");
  if (open.length === doors.length) return { open: [] };
  const [first] = open;
  return { open: open.map(({ name }) => name), ...(first && open.length === 1 && { formula: first.is }) };
}

function actionOf({ request }: Witness): string {
  return "action" in request ? request.action : "sts:AssumeRole";
}
