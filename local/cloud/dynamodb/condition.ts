import { type AttributeValue, compareValues, type Item } from "./item";
import type { Substitutes } from "./substitutes";
import { type Token, Tokens } from "./tokens";

/** Whether an item, or its absence, is as a condition says. */
export type Condition = (item: Item | undefined) => boolean;

type Operand = (item: Item | undefined) => AttributeValue | undefined;

const COMPARATORS: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/**
 * A condition expression: comparisons, attribute_exists, attribute_not_exists and begins_with, with AND, OR, NOT and brackets. Anything
 * else, paths into maps included, is refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 *
 * @throws ValidationError
 */
export function readCondition(text: string, substitutes: Substitutes): Condition {
  const tokens = new Tokens(text);
  const condition = readOr(tokens, substitutes);
  if (!tokens.atEnd()) throw tokens.unexpected(tokens.next());
  return condition;
}

function readOr(tokens: Tokens, substitutes: Substitutes): Condition {
  const parts = [readAnd(tokens, substitutes)];
  while (tokens.takes("OR")) parts.push(readAnd(tokens, substitutes));
  return (item) => parts.some((part) => part(item));
}

function readAnd(tokens: Tokens, substitutes: Substitutes): Condition {
  const parts = [readNot(tokens, substitutes)];
  while (tokens.takes("AND")) parts.push(readNot(tokens, substitutes));
  return (item) => parts.every((part) => part(item));
}

function readNot(tokens: Tokens, substitutes: Substitutes): Condition {
  if (tokens.takes("NOT")) {
    const inner = readNot(tokens, substitutes);
    return (item) => !inner(item);
  }
  if (tokens.takes("(")) {
    const inner = readOr(tokens, substitutes);
    tokens.expect(")");
    return inner;
  }
  return readTest(tokens, substitutes);
}

function readTest(tokens: Tokens, substitutes: Substitutes): Condition {
  const first = tokens.next();
  if (tokens.peek() === "(") return readFunction(first, tokens, substitutes);
  const left = operand(first, tokens, substitutes);
  const comparator = tokens.next();
  const right = operand(tokens.next(), tokens, substitutes);
  if (comparator === "<>") return (item) => order(left(item), right(item)) !== 0;
  const holds = COMPARATORS[comparator];
  if (!holds) throw tokens.unexpected(comparator);
  return (item) => {
    const found = order(left(item), right(item));
    return found !== undefined && holds(found);
  };
}

function readFunction(name: Token, tokens: Tokens, substitutes: Substitutes): Condition {
  tokens.expect("(");
  const attribute = operand(tokens.next(), tokens, substitutes);
  if (name === "attribute_exists" || name === "attribute_not_exists") {
    tokens.expect(")");
    const wanted = name === "attribute_exists";
    return (item) => (attribute(item) !== undefined) === wanted;
  }
  if (name !== "begins_with") throw tokens.unexpected(`function ${name}`);
  tokens.expect(",");
  const prefix = operand(tokens.next(), tokens, substitutes);
  tokens.expect(")");
  return (item) => {
    const [text, start] = [attribute(item)?.["S"], prefix(item)?.["S"]];
    return typeof text === "string" && typeof start === "string" && text.startsWith(start);
  };
}

/** An attribute of the item or a value of the request. */
function operand(token: Token, tokens: Tokens, substitutes: Substitutes): Operand {
  if (token.startsWith(":")) {
    const value = substitutes.value(token);
    return () => value;
  }
  if (!/^[#A-Za-z_]/.test(token)) throw tokens.unexpected(token);
  const name = substitutes.name(token);
  return (item) => item?.[name];
}

/** Undefined when one of them is missing or of another type: then nothing but `<>` holds. */
function order(one: AttributeValue | undefined, other: AttributeValue | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : compareValues(one, other);
}
