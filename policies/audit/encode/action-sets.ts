/** Which actions of the reference a pattern means, remembered: the same patterns are asked about in every question. */
import type { Statement } from "../../document";
import { actionsMatching, isKnownAction, knownServices } from "../reference/reference";
import { listed } from "./conditions";
import { ANY, type CharacterClass, type Pattern, type Token } from "../sat/pattern";
import { remembered } from "../remembered";

const byText = new Map<string, ReadonlySet<string>>();
const byStatement = new WeakMap<Statement, ReadonlySet<string>>();

export function actionsOf(pattern: string): ReadonlySet<string> {
  const folded = pattern.toLowerCase();
  return remembered(byText, folded, () => new Set(actionsMatching(folded)));
}

export function everyKnownAction(): ReadonlySet<string> {
  return actionsOf("*");
}

/** Whether the statement's Action or NotAction means a known action. */
export function meansKnownAction(statement: Statement, action: string): boolean {
  return actionsNamedBy(statement).has(action) === (statement.NotAction === undefined);
}

/** The known actions that some of the statements mean. */
export function actionsNamedIn(statements: readonly Statement[]): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const statement of statements) {
    const named = actionsNamedBy(statement);
    if (statement.NotAction === undefined) for (const action of named) meant.add(action);
    else for (const action of everyKnownAction()) if (!named.has(action)) meant.add(action);
  }
  return meant;
}

function actionsNamedBy(statement: Statement): ReadonlySet<string> {
  return remembered(byStatement, statement, () => {
    const [first = "", ...more] = listed(statement.Action ?? statement.NotAction ?? []);
    return more.length === 0 ? actionsOf(first) : new Set([first, ...more].flatMap((each) => [...actionsOf(each)]));
  });
}

/** Actions named in full that the reference does not know: newer ones, other services', or misspelt. */
export function unlistedActions(statements: readonly Statement[]): readonly string[] {
  const named = statements.flatMap(({ Action, NotAction }) => listed(Action ?? NotAction ?? []));
  const unlisted = named.filter((each) => /^[a-z0-9-]+:[a-z0-9]+$/i.test(each) && !isKnownAction(each));
  return [...new Map(unlisted.map((each) => [each.toLowerCase(), each])).values()];
}

/** Whether the statement can mean an action of a service that the reference does not know. */
export function reachesUnknownServices({ Action, NotAction }: Statement): boolean {
  if (NotAction !== undefined) return true;
  return listed(Action ?? []).some((each) => !knownServices.includes(each.toLowerCase().split(":")[0] ?? ""));
}

/** The wildcards that a pattern was made of, if it was: then the actions that it means need not be looked through one by one. */
export function actionGlob(pattern: Pattern): string | undefined {
  const texts = pattern.map(globOf);
  return texts.every((text) => text !== undefined) ? texts.join("") : undefined;
}

function globOf(token: Token): string | undefined {
  if ("many" in token) return isAny(token.many) ? "*" : undefined;
  if (isAny(token.one)) return "?";
  const { characters, negated } = token.one;
  const folded = characters.toLowerCase();
  return !negated && Array.from(folded).every((each) => each === folded[0]) ? folded[0] : undefined;
}

function isAny({ characters, negated }: CharacterClass): boolean {
  return negated === ANY.negated && characters === ANY.characters;
}
