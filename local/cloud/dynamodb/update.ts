import type { AttributeValue, Item } from "./item";
import type { Substitutes } from "./substitutes";
import { Tokens } from "./tokens";
import { ValidationError } from "./validation-error";

/** What an update makes of an item. */
export type Update = (item: Item) => Item;

type Assignment = (before: Item) => AttributeValue;

/**
 * An update expression: SET with values, other attributes, if_not_exists, sums and differences; REMOVE. Every right side sees the item
 * as it was. Anything else (ADD, DELETE, lists, paths) is refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 *
 * @throws ValidationError
 */
export function readUpdate(text: string, substitutes: Substitutes): Update {
  const tokens = new Tokens(text);
  const assigned = new Map<string, Assignment>();
  const removed: string[] = [];
  const seen = new Set<string>();
  while (!tokens.atEnd()) {
    const clause = tokens.next().toUpperCase();
    if (seen.has(clause))
      throw new ValidationError(`The "${clause}" section can only be used once in an update expression`);
    seen.add(clause);
    do {
      if (clause === "SET") readAssignment(tokens, substitutes, assigned);
      else if (clause === "REMOVE") removed.push(substitutes.name(tokens.next()));
      else throw tokens.unexpected(clause);
    } while (tokens.takes(","));
  }
  const twice = removed.find((name) => assigned.has(name));
  if (twice !== undefined)
    throw new ValidationError(`Two document paths overlap with each other: ${twice} is set and removed`);
  return (before) => {
    const set = [...assigned].map(([name, value]) => [name, value(before)] as const);
    const kept = Object.entries(before).filter(([name]) => !removed.includes(name));
    return { ...Object.fromEntries(kept), ...Object.fromEntries(set) };
  };
}

function readAssignment(tokens: Tokens, substitutes: Substitutes, assigned: Map<string, Assignment>): void {
  const name = substitutes.name(tokens.next());
  tokens.expect("=");
  const first = readTerm(tokens, substitutes);
  const sign = tokens.peek();
  if (sign !== "+" && sign !== "-") {
    assigned.set(name, first);
    return;
  }
  tokens.next();
  const second = readTerm(tokens, substitutes);
  assigned.set(name, (before) => {
    const [one, other] = [Number(first(before)["N"]), Number(second(before)["N"])];
    if (Number.isNaN(one) || Number.isNaN(other))
      throw new ValidationError("An operand in the update expression has an incorrect data type");
    return { N: String(sign === "+" ? one + other : one - other) };
  });
}

function readTerm(tokens: Tokens, substitutes: Substitutes): Assignment {
  const token = tokens.next();
  if (token.startsWith(":")) {
    const value = substitutes.value(token);
    return () => value;
  }
  if (token === "if_not_exists") {
    tokens.expect("(");
    const name = substitutes.name(tokens.next());
    tokens.expect(",");
    const otherwise = readTerm(tokens, substitutes);
    tokens.expect(")");
    return (before) => before[name] ?? otherwise(before);
  }
  const name = substitutes.name(token);
  return (before) => {
    const value = before[name];
    if (value) return value;
    throw new ValidationError("The provided expression refers to an attribute that does not exist in the item");
  };
}
