import { asRecord, GraphIndex, recordOf } from "./cloud/graph/graph-index";
import type { Graph, GraphResource } from "./program/graph";
import { UserError } from "./user-error";

/**
 * The function that is configured by this variable: what a function is for shows in its environment, whatever its name.
 * @throws UserError when the program has none
 */
export function functionWith(graph: Graph, variable: string): GraphResource {
  const functions = new GraphIndex(graph).all("lambda/function:Function");
  const found = functions.find((each) => variable in variablesOf(each));
  if (found !== undefined) return found;
  throw new UserError(`The program lacks a function that the laptop needs: none has ${variable} in its environment.`);
}

export function variablesOf(lambda: GraphResource): Readonly<Record<string, string>> {
  const variables = asRecord(recordOf(lambda, "environment")["variables"]);
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}
