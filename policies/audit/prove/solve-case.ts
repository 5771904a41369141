/** One case of a question, as a formula that is searched: its bound, what the question asks for, and what a request can be. */
import { consequencesOf } from "./consequences";
import { and, atom, FALSE, type Formula, TRUE, type Variable } from "../sat/formula";
import { type Chosen, Grounding, type OpenTest } from "./ground";
import { elementOf, listElements, variablesOf } from "../encode/request/list-elements";
import type { Pattern } from "../sat/pattern";
import { CALLER_ARN } from "../encode/principal";
import type { RequestModel } from "../encode/request/request-model";
import type { Assignment, Domain, Satisfaction } from "../sat/satisfaction";
import { satisfy } from "../sat/satisfy";
import { valueHolds } from "../sat/holds";
import { wellFormed } from "../encode/request/well-formed";

export interface Found {
  readonly satisfaction: Satisfaction;
  /** The same with a request that could be sent, if there is one: of a request to show. Each call searches anew. */
  readonly likelier: () => Satisfaction;
  /** Tests that stayed open, because no values were chosen for the variables in them. */
  readonly openTests: readonly OpenTest[];
  /** What was searched, for its texts. */
  readonly formula: Formula;
}

const UNSATISFIABLE: Satisfaction = { kind: "unsatisfiable" };
const NOTHING: Found = {
  satisfaction: UNSATISFIABLE,
  likelier: () => UNSATISFIABLE,
  openTests: [],
  formula: FALSE,
};

export class CaseSearch {
  private readonly elements: ReadonlyMap<Variable, readonly Variable[]>;
  private readonly asked: Formula;

  /** @param bounds every bound that is going to be searched */
  constructor(
    private readonly model: RequestModel,
    that: Formula,
    bounds: readonly Formula[],
  ) {
    this.asked = and(that, everyPart(model));
    this.elements = listElements([this.asked, ...bounds], model.scope);
  }

  /** Whether nothing excludes the bound. */
  isOpen(bound: Formula): boolean {
    const { formula } = this.put(bound);
    return formula !== FALSE && satisfy(formula, this.domainsOf(formula)).kind !== "unsatisfiable";
  }

  find(bound: Formula, chosen?: Chosen): Found {
    if (chosen && ![...chosen].every(([key, value]) => this.canBe(`key:${key}`, value))) return NOTHING;
    const { formula, openTests } = this.put(bound, chosen);
    if (formula === FALSE) return NOTHING;
    const any = satisfy(formula, this.domainsOf(formula));
    const likelier = () => (any.kind === "satisfied" ? withChosen(this.likelier(formula, any), chosen) : any);
    return { satisfaction: withChosen(any, chosen), likelier, openTests, formula };
  }

  /** The bound with everything that is asked of it, and that holds of every request. */
  private put(bound: Formula, chosen?: Chosen): Pick<Found, "formula" | "openTests"> {
    const grounding = new Grounding(this.model, this.elements, chosen);
    const body = grounding.ground(and(this.asked, bound));
    if (body === FALSE) return NOTHING;
    const consequences = allConsequences(grounding, body);
    const mentioned = variablesOf([body, consequences]);
    for (const key of chosen?.keys() ?? []) mentioned.add(`key:${key}`);
    const first = wellFormed(this.model, mentioned);
    const rules = wellFormed(this.model, new Set([...mentioned, ...variablesOf([first])]));
    return { formula: and(body, consequences, grounding.ground(rules)), openTests: grounding.openTests };
  }

  private canBe(variable: Variable, value: string | undefined): boolean {
    const domain = this.model.domainOf(variable);
    const isAbsent = this.model.scope.shapeOf(variable.slice("key:".length)) === "absent";
    if (value === undefined || isAbsent) return value === undefined && (isAbsent || (domain?.mayBeAbsent ?? true));
    if (!domain) return true;
    return domain.grammar.length === 0 || domain.grammar.some((pattern) => matches(pattern, value));
  }

  /**
   * A request that could be sent, if there is one: with the likeliest value everywhere, or else one part after the other
   * made as likely as the rest allows.
   */
  private likelier(formula: Formula, any: Satisfaction): Satisfaction {
    const domains = new Map(this.domainsOf(formula));
    const likely = [...variablesOf([formula])].map((variable) => {
      return { variable, tiers: this.model.likelyDomainsOf(variable) };
    });
    const first = likely.flatMap(({ variable, tiers: [tier] }): [Variable, Domain][] =>
      tier ? [[variable, tier]] : [],
    );
    const best = satisfy(formula, new Map([...domains, ...first]));
    if (best.kind === "satisfied") return best;
    let found = any;
    for (const { variable, tiers } of likely)
      for (const tier of tiers) {
        const attempt = satisfy(formula, new Map([...domains, [variable, tier]]));
        if (attempt.kind !== "satisfied") continue;
        domains.set(variable, tier);
        found = attempt;
        break;
      }
    return found;
  }

  private domainsOf(formula: Formula): ReadonlyMap<Variable, Domain> {
    const domains = new Map<Variable, Domain>();
    for (const variable of variablesOf([formula])) {
      const domain = this.model.domainOf(variable);
      if (domain) domains.set(variable, domain);
    }
    return domains;
  }
}

/** A witness needs them all, mentioned or not. */
function everyPart({ known, scope }: RequestModel): Formula {
  const present = (variable: Variable) => (known.has(variable) ? TRUE : atom(variable, { kind: "present" }));
  return and(
    present("resource"),
    scope.action === undefined ? present("action") : TRUE,
    scope.caller.kind === "any-role" ? present(CALLER_ARN) : TRUE,
  );
}

/** Replacing one variable by a text may open a test with the remaining ones, so this goes on until there is no new one. */
function allConsequences(grounding: Grounding, body: Formula): Formula {
  const texts = textsIn(body);
  const literals = (variable: Variable) => texts.get(variable) ?? [];
  const rules: Formula[] = [];
  for (let done = 0; done < grounding.openTests.length; done++) {
    const test = grounding.openTests[done];
    if (test) rules.push(consequencesOf(grounding, test, literals));
  }
  return and(...rules);
}

/** By variable, the texts that it is compared with as a whole. */
export function textsIn(formula: Formula): ReadonlyMap<Variable, readonly string[]> {
  const texts = new Map<Variable, string[]>();
  const visit = (part: Formula): void => {
    if (part.kind === "and" || part.kind === "or") part.of.forEach(visit);
    else if (part.kind === "not") visit(part.of);
    else if (part.kind === "atom" && part.test.kind === "matches") {
      const text = exactText(part.test.pattern);
      const known = texts.get(part.variable) ?? [];
      if (text !== undefined && !known.includes(text)) texts.set(part.variable, [...known, text]);
    }
  };
  visit(formula);
  return texts;
}

function exactText(pattern: Pattern): string | undefined {
  const characters = pattern.map((token) =>
    "one" in token && !token.one.negated && token.one.characters.length === 1 ? token.one.characters : undefined,
  );
  return characters.every((character) => character !== undefined) ? characters.join("") : undefined;
}

function matches(pattern: Pattern, text: string): boolean {
  return valueHolds({ kind: "matches", pattern }, text);
}

function withChosen(satisfaction: Satisfaction, chosen: Chosen | undefined): Satisfaction {
  if (satisfaction.kind !== "satisfied" || !chosen) return satisfaction;
  const assignment: Map<Variable, string | readonly string[]> = new Map(satisfaction.assignment);
  for (const [key, value] of chosen) if (value !== undefined) assignment.set(`key:${key}`, value);
  return { kind: "satisfied", assignment };
}

/** The values of a list, once each, in the order of its elements; absent elements are left out. */
export function listsIn(assignment: Assignment): ReadonlyMap<Variable, readonly string[]> {
  const lists = new Map<Variable, string[]>();
  for (const [variable, value] of assignment) {
    const { of } = elementOf(variable);
    if (of === variable || typeof value !== "string") continue;
    const known = lists.get(of) ?? [];
    if (!known.includes(value)) known.push(value);
    lists.set(of, known);
  }
  return lists;
}
