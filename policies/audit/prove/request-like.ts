/** Of what a question asks about, one request to look at: the one that breaks it, or one that comes as close as can be. */
import { UnmodelledPolicyError } from "../../evaluate/modelled";
import type { Statement } from "../../document";
import { TRUE } from "../sat/formula";
import type { Question } from "../question";
import type { AuditRequest } from "../replay";
import { candidates } from "./candidates";
import { ask } from "./ask";
import { type ActionCase, actionCases } from "./cases";
import { likelyTexts } from "../encode/request/likely-values";
import { requestFrom } from "./found-request";
import { type Involved, involvedIn } from "./involved";
import { heldOpen } from "./evidence";
import { preparation } from "./prepared-case";
import { CaseSearch } from "./solve-case";

/**
 * @returns the request that the question finds; where it finds none, one that only the statements that hold the claim refuse; and where
 *   nothing allows anything of the kind, any request that is asked about. Undefined when there is none of that kind.
 */
export function requestLike(question: Question): AuditRequest | undefined {
  const answer = ask(question);
  if (answer.kind === "possible") return answer.witness.request;
  try {
    const involved = involvedIn(question);
    const held = heldOpen(question);
    if (held) return foundIn(question, held.of, involved, held.without);
    const unbound = { ...involved, granting: undefined, granted: undefined };
    const [first] = actionCases({ ...question }, unbound);
    return first && foundIn(question, first, involved);
  } catch (error) {
    if (error instanceof UnmodelledPolicyError) return undefined;
    throw error;
  }
}

/** @param without statements that are taken to do nothing; without them, whatever is asked about is taken as allowed */
function foundIn(
  question: Question,
  each: ActionCase,
  involved: Involved,
  without?: ReadonlySet<Statement>,
): AuditRequest | undefined {
  const { asker, route, estate } = question;
  const { model, that, allowed } = preparation(question, each, involved)(without ?? new Set());
  const bound = without === undefined ? TRUE : allowed.upper;
  const search = new CaseSearch(model, that, [bound]);
  const found = search.find(bound);
  const chosen = found.openTests.length === 0 ? [] : candidates([found], (key) => likelyTexts(key, estate));
  const all = [...Array.from(chosen, (values) => search.find(bound, values)), found];
  const best = all.find(({ satisfaction }) => satisfaction.kind === "satisfied")?.likelier();
  return best?.kind === "satisfied" ? requestFrom(best.assignment, model, asker, route, involved.spellings) : undefined;
}
