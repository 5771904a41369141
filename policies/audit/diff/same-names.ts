/**
 * A deployed stack has other account numbers, ids and ARNs than the program run offline, and a replaced resource has others than its
 * predecessor. What is the same by its logical name is taken as the same, so that only access differs and no name does.
 */
import type { Estate } from "../estate";

/** The baseline's estate in the names of the estate of today. */
export function inNamesOf(today: Estate, before: Estate): Estate {
  const names = new Map<string, string>();
  const note = (was: string | undefined, is: string | undefined): void => {
    if (was !== undefined && is !== undefined && was !== is && was !== "") names.set(was, is);
  };
  note(before.account, today.account);
  note(before.studio.domainId, today.studio.domainId);
  for (const [was, is] of pairs(before.roles, today.roles)) note(was.arn, is.arn);
  for (const [was, is] of pairs(before.functions, today.functions)) note(was.arn, is.arn);
  for (const [was, is] of pairs(before.resources, today.resources)) note(was.arn, is.arn);
  for (const [was, is] of pairs(before.endpoints, today.endpoints)) {
    note(was.id, is.id);
    note(was.vpcId, is.vpcId);
  }
  for (const [was, is] of pairs(before.apis, today.apis)) {
    note(was.id, is.id);
    note(was.executionArn, is.executionArn);
  }
  return names.size === 0 ? before : (renamed(before, names) as Estate);
}

interface Named {
  readonly name: string;
  readonly urn: string;
}

/** By name where that is unique on both sides, else by URN. */
export function pairs<T extends Named>(before: readonly T[], today: readonly T[]): readonly (readonly [T, T])[] {
  return before.flatMap((was) => {
    const is = today.find((each) => keyOf(each, today) === keyOf(was, before));
    return is ? [[was, is] as const] : [];
  });
}

export function keyOf<T extends Named>(one: T, all: readonly T[]): string {
  return all.filter(({ name }) => name === one.name).length === 1 ? one.name : one.urn;
}

/** In every text, the longest names first: an ARN before the account in it. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
  const text = JSON.stringify(value).replace(pattern, (name) => names.get(name) ?? name);
  return JSON.parse(text) as unknown;
}
