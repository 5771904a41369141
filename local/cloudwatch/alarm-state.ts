import { type Expression, parse } from "./expressions";

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Evaluated {
  readonly threshold: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "notBreaching" | "breaching" | "missing";
}

/**
 * M out of N, with "greater than or equal to". CloudWatch looks at more data points than N where some are missing; here every period has one
 * or counts as `treatMissingData` says, which is the same for notBreaching and breaching.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * @param periods the last N data points; undefined where there is none
 */
export function stateOf(
  { threshold, datapointsToAlarm, treatMissingData }: Evaluated,
  periods: readonly (number | undefined)[],
): State {
  if (treatMissingData === "missing" && periods.every((each) => each === undefined)) return "INSUFFICIENT_DATA";
  const breaching = periods.filter((each) =>
    each === undefined ? treatMissingData === "breaching" : each >= threshold,
  );
  return breaching.length >= datapointsToAlarm ? "ALARM" : "OK";
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html */
export function holdsRule(rule: string, states: ReadonlyMap<string, State>): boolean {
  return holds(parse(rule), states);
}

function holds(term: Expression, states: ReadonlyMap<string, State>): boolean {
  if (term.kind === "operation") {
    const [left, right] = [holds(term.left, states), holds(term.right, states)];
    return term.operator === "OR" ? left || right : left && right;
  }
  if (term.kind !== "call") throw new Error("A rule is made of ALARM, OK, AND and OR.");
  const [arg] = term.args;
  if (arg?.kind !== "value") throw new Error("A rule names its alarms in quotes.");
  const state = states.get(String(arg.value));
  if (state === undefined) throw new Error(`There is no alarm ${arg.value}.`);
  return term.name === state;
}
