/** The one grammar under CloudWatch's filter patterns, metric math and alarm rules: names, values, calls, operators by precedence. */

export type Expression =
  | { readonly kind: "value"; readonly value: string | number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "operation"; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** Loosest first. */
const OPERATORS = [
  ["||", "OR"],
  ["&&", "AND"],
  ["=", "==", "!=", ">=", "<=", ">", "<"],
  ["+", "-"],
  ["*", "/"],
];

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[$A-Za-z_][\w$.]*|&&|\|\||[=!<>]=|[=<>(),+\-*/])/y;

/** @throws Error for a text that is not of this grammar */
export function parse(text: string): Expression {
  const tokens = tokensOf(text);
  const found = operations(tokens, 0);
  if (tokens.length > 0) throw new Error(`"${text}" goes on with ${tokens[0] ?? ""}, which was not expected.`);
  return found;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new Error(`"${text}" is not understood from its character ${at} on.`);
    tokens.push(token);
  }
  return tokens;
}

function operations(tokens: string[], level: number): Expression {
  const operators = OPERATORS[level];
  if (operators === undefined) return term(tokens);
  let left = operations(tokens, level + 1);
  while (tokens[0] !== undefined && operators.includes(tokens[0])) {
    const operator = tokens.shift() ?? "";
    left = { kind: "operation", operator, left, right: operations(tokens, level + 1) };
  }
  return left;
}

function term(tokens: string[]): Expression {
  const token = tokens.shift();
  if (token === undefined) throw new Error("The expression ends too early.");
  if (token === "(") return closed(tokens, operations(tokens, 0));
  if (token.startsWith('"')) return { kind: "value", value: JSON.parse(token) as string };
  if (/^\d/.test(token)) return { kind: "value", value: Number(token) };
  if (tokens[0] !== "(") return { kind: "name", name: token };
  tokens.shift();
  const args = [operations(tokens, 0)];
  const isFollowed = () => tokens.at(0) === ",";
  while (isFollowed()) {
    tokens.shift();
    args.push(operations(tokens, 0));
  }
  return closed(tokens, { kind: "call", name: token, args });
}

function closed(tokens: string[], inner: Expression): Expression {
  if (tokens.shift() !== ")") throw new Error("A parenthesis is not closed.");
  return inner;
}
