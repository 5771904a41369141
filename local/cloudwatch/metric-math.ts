import { type Expression, parse } from "./expressions";

/**
 * Metric math for one period. A metric without data is undefined, and so is what is computed from it, but for FILL.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluate(expression: string, values: Readonly<Record<string, number | undefined>>): number | undefined {
  return valueOf(parse(expression), values);
}

type Values = Readonly<Record<string, number | undefined>>;

function valueOf(term: Expression, values: Values): number | undefined {
  switch (term.kind) {
    case "value":
      return Number(term.value);
    case "name":
      if (!(term.name in values)) throw new Error(`There is no metric ${term.name}.`);
      return values[term.name];
    case "call":
      return called(term.name, term.args, values);
    case "operation":
      return operated(term.operator, valueOf(term.left, values), valueOf(term.right, values));
  }
}

function called(name: string, args: readonly Expression[], values: Values): number | undefined {
  const given = args.map((arg) => valueOf(arg, values));
  if (name === "FILL") return given[0] ?? given[1];
  if (name !== "IF") throw new Error(`${name} is a function that is not modelled.`);
  const [condition, yes, no] = given;
  return condition === undefined ? undefined : condition === 0 ? no : yes;
}

function operated(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : left / right;
    case "AND":
    case "&&":
      return Number(left !== 0 && right !== 0);
    case ">=":
      return Number(left >= right);
    case ">":
      return Number(left > right);
    case "==":
      return Number(left === right);
    default:
      throw new Error(`The operator ${operator} is not modelled.`);
  }
}
