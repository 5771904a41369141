/** The prover's question about two estates at once: is there a request that this one allows and that one does not? */
import { UndecidableError } from "../../evaluate/decision";
import { IllFormedRequestError } from "../../evaluate/request";
import { answerCase } from "../prove/answer-case";
import { ask, askEachCase } from "../prove/ask";
import { AuditInternalError } from "../prove/audit-internal-error";
import type { Bounds } from "../encode/bounds";
import { and, type Formula, not, or, TRUE } from "../sat/formula";
import { type Involved, involvedIn } from "../prove/involved";
import { prepare } from "../prove/prepared-case";
import type { Answer, Question } from "../question";
import { decideIn } from "../replay";
import type { Witness } from "../verdict";
import { remembered } from "../remembered";

/**
 * @param allowed the question to the estate that should allow
 * @param refused the same question to the estate that should not; undefined when it knows no such caller or way
 */
export function askDifference(allowed: Question, refused: Question | undefined): Answer {
  if (!refused) return ask(allowed);
  const involve = () => together(involvedIn(allowed), involvedIn(refused));
  return askEachCase(allowed, involve, (each, involved) => {
    const here = prepare(allowed, each, involved);
    const there = prepare(refused, each, involved);
    const bounds = only(here.allowed, there.allowed);
    return confirmed(answerCase(allowed, involved, { ...here, allowed: bounds }), refused);
  });
}

/** Actions are told apart by the statements of both. Who grants is a matter of the allowing side. */
function together(one: Involved, other: Involved): Involved {
  return {
    ...one,
    statements: [...one.statements, ...other.statements],
    keys: [...new Set([...one.keys, ...other.keys])].sort(),
    quantified: new Set([...one.quantified, ...other.quantified]),
    spellings: new Map([...other.spellings, ...one.spellings]),
  };
}

/**
 * Where AWS leaves an outcome open, both sides are read alike, once generously and once strictly: a doubt that was there before
 * is not a difference. Certain is what is allowed here in every reading and there in none.
 */
function only(here: Bounds, there: Bounds): Bounds {
  return {
    upper: or(but(here.upper, there.upper), but(here.lower, there.lower)),
    lower: but(here.lower, there.upper),
  };
}

/** `here` and not `there`, without the parts of `there` that hold because `here` does: most of two estates is the same. */
function but(here: Formula, there: Formula): Formula {
  const given = new Set(conjuncts(here).map(textOf));
  const left = conjuncts(there).filter((part) => !given.has(textOf(part)));
  return and(here, not(left.length === 0 ? TRUE : and(...left)));
}

function conjuncts(formula: Formula): readonly Formula[] {
  return formula.kind === "and" ? formula.of : [formula];
}

const texts = new WeakMap<Formula, string>();

function textOf(formula: Formula): string {
  return remembered(texts, formula, () => JSON.stringify(formula));
}

/** The other estate's evaluator has to refuse what was found. */
function confirmed(answer: Answer, refused: Question): Answer {
  if (answer.kind !== "possible") return answer;
  const outcome = decidedThere(answer.witness, refused);
  if (outcome === true)
    throw new AuditInternalError(
      `The prover finds a difference that the evaluator does not: ${JSON.stringify(answer.witness.request)}`,
    );
  return typeof outcome === "string" ? { kind: "unknown", why: outcome } : answer;
}

/** Text: why it cannot be said. */
function decidedThere({ request }: Witness, { estate, route }: Question): boolean | string {
  try {
    return decideIn(estate, request, route).allowed;
  } catch (error) {
    if (error instanceof UndecidableError) return error.message;
    // What cannot come about there at all, such as a call through an endpoint of another service, is not allowed there.
    if (error instanceof IllFormedRequestError) return false;
    throw error;
  }
}
