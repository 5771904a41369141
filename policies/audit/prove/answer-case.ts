/** One case of a question: excluded, shown by a request that the evaluator allows, or open. */
import { UndecidableError } from "../../evaluate/decision";
import { decideIn } from "../replay";
import type { Witness } from "../verdict";
import { grantsOf } from "../grants";
import { AuditInternalError } from "./audit-internal-error";
import { candidates } from "./candidates";
import { requestFrom, sentenceOf } from "./found-request";
import { FALSE } from "../sat/formula";
import { likelyTexts } from "../encode/request/likely-values";
import type { Involved } from "./involved";
import type { PreparedCase } from "./prepared-case";
import type { Answer, Question } from "../question";
import type { Assignment, Satisfaction } from "../sat/satisfaction";
import { CaseSearch, type Found } from "./solve-case";

const NEVER: Answer = { kind: "never" };

/** Whether a request is shown, and so one that could be sent; making it so takes longer than finding any. */
export type WantedRequest = "to show" | "any";

/** Whether nothing excludes the case, whatever is found for it. */
export function isOpen(prepared: PreparedCase): boolean {
  return searchIn(prepared).isOpen(prepared.allowed.upper);
}

/**
 * First everything is looked for that cannot be excluded; if there is nothing, that is the proof. What is found has to be allowed
 * by the evaluator. If that cannot say, or values for variables are missing, only what is certain is looked for.
 *
 * @throws AuditInternalError when the evaluator refuses what is certain
 */
export function answerCase(
  question: Question,
  involved: Involved,
  prepared: PreparedCase,
  wanted: WantedRequest = "to show",
): Answer {
  const search = searchIn(prepared);
  const found = search.find(prepared.allowed.upper);
  const { satisfaction } = found;
  if (satisfaction.kind === "unsatisfiable") return NEVER;
  if (satisfaction.kind === "undecided") return { kind: "unknown", why: satisfaction.why };
  const replay = new Replay(question, involved, prepared, wanted);
  const outcome = found.openTests.length > 0 ? undefined : replay.tried(found);
  if (typeof outcome === "object") return { kind: "possible", witness: outcome };
  // A statement in doubt says nothing about what is possible and much about what is certain: that may have variables all the same.
  const certain = search.find(prepared.allowed.lower);
  if (certain.openTests.length === 0) {
    const sure = certain.satisfaction;
    if (sure.kind === "satisfied") return { kind: "possible", witness: replay.certain(certain) };
    if (outcome !== undefined) return { kind: "unknown", why: sure.kind === "undecided" ? sure.why : outcome };
  }
  return withValues(prepared, search, replay, { certain, found, outcome });
}

/** @param outcome why the evaluator does not allow what was found; undefined as long as that has no values */
function withValues(
  { allowed, model }: PreparedCase,
  search: CaseSearch,
  replay: Replay,
  { certain, found, outcome }: { readonly certain: Found; readonly found: Found; readonly outcome: string | undefined },
): Answer {
  const all = () => candidates([certain, found], (key) => likelyTexts(key, model.estate));
  for (const chosen of all()) {
    const sure = search.find(allowed.lower, chosen);
    if (sure.satisfaction.kind === "satisfied") return { kind: "possible", witness: replay.certain(sure) };
  }
  if (outcome !== undefined) return { kind: "unknown", why: outcome };
  // Nothing is certain; then at least why.
  for (const chosen of all()) {
    const open = search.find(allowed.upper, chosen);
    const tried = open.satisfaction.kind === "satisfied" ? replay.tried(open) : undefined;
    if (typeof tried === "object") return { kind: "possible", witness: tried };
    if (tried !== undefined) return { kind: "unknown", why: tried };
  }
  const values = [...new Set(found.openTests.map(({ value }) => value))].join(", ");
  return { kind: "unknown", why: `no value was found with which it happens, and none is excluded, for ${values}` };
}

function searchIn({ model, that, allowed }: PreparedCase): CaseSearch {
  return new CaseSearch(model, that, allowed.upper === FALSE ? [] : [allowed.upper, allowed.lower]);
}

class Replay {
  constructor(
    private readonly question: Question,
    private readonly involved: Involved,
    private readonly prepared: PreparedCase,
    private readonly wanted: WantedRequest,
  ) {}

  /** A witness, or why there is none: of odd values that say nothing, likely ones may do. */
  tried(found: Found): Witness | string {
    const any = this.wanted === "any" ? this.replayed(found.satisfaction) : undefined;
    return typeof any === "object" ? any : this.replayed(found.likelier());
  }

  certain({ satisfaction, likelier }: Found): Witness {
    const shown = this.wanted === "any" ? satisfaction : likelier();
    const witness = this.replayed(shown);
    if (typeof witness !== "string") return witness;
    const request = shown.kind === "satisfied" ? JSON.stringify(this.requestFrom(shown.assignment)) : "";
    throw new AuditInternalError(
      `The prover is certain of a request that the evaluator does not allow (${witness}): ${request}`,
    );
  }

  private replayed(found: Satisfaction): Witness | string {
    if (found.kind !== "satisfied") return "no request was found";
    const request = this.requestFrom(found.assignment);
    const { estate, route } = this.question;
    try {
      const decision = decideIn(estate, request, route);
      return decision.allowed
        ? { request, sentence: sentenceOf(request, estate), allowedBy: grantsOf(estate, request, route) }
        : `a request is found only by taking what is open for granted (${decision.reason})`;
    } catch (error) {
      if (error instanceof UndecidableError) return error.message;
      throw error;
    }
  }

  private requestFrom(assignment: Assignment) {
    const { asker, route } = this.question;
    return requestFrom(assignment, this.prepared.model, asker, route, this.involved.spellings);
  }
}
