import type { Variable } from "../sat/formula";

/**
 * A condition key as a variable of formulas: "key:" and its name in lower case, so that no key has two variables. The other parts of a
 * request are "action" and "resource".
 */
export function keyVariable(conditionKey: string): Variable {
  return `key:${conditionKey.toLowerCase()}`;
}
