/** What is deployed otherwise than the program says, in sentences. Pure. */
import { type ExpectedItem, isCovered, type Item, type Unread } from "../item";
import { ANYTHING } from "../kinds/kind";
import { kindOf, settingAt, titleOf } from "../kinds/kinds";
import { settingDifferences, shownValue } from "./settings";
import { policyDifferences } from "./statements";

export interface Difference {
  readonly how: "changed" | "missing" | "added";
  /** Without the provider, as the graph has it. */
  readonly type: string;
  readonly key: string;
  readonly sentence: string;
  /** The resource of the program; absent for what the program does not have. */
  readonly urn?: string;
  /** The line that makes it, where that is known. */
  readonly source?: string;
}

export function differencesOf(
  expected: readonly ExpectedItem[],
  read: readonly Item[],
  unread: readonly Unread[],
): readonly Difference[] {
  const now = byPlace(read);
  const wanted = byPlace(expected);
  const missing = missingItems(expected, read, unread);
  const added = read.filter((item) => !wanted.has(placeOf(item)));
  const changed = expected.flatMap((item) => {
    const found = now.get(placeOf(item));
    return found === undefined ? [] : changesOf(item, found);
  });
  return [
    ...changed,
    ...byThemselves(missing, missing).map((item) =>
      said(item, "missing", `${titleOf(item)}: missing; the program makes it`),
    ),
    ...byThemselves(added, added)
      .filter(({ type }) => kindOf(type).isQuietAlone !== true)
      .map((item) => said(item, "added", addedSentence(item))),
  ];
}

/** What the program makes and AWS does not have; what could not be asked for is not among it. */
export function missingItems(
  expected: readonly ExpectedItem[],
  read: readonly Item[],
  unread: readonly Unread[],
): readonly ExpectedItem[] {
  const now = byPlace(read);
  const covered = unread.flatMap(({ covers }) => covers);
  return expected.filter((item) => !now.has(placeOf(item)) && !isCovered(item, covered));
}

function changesOf(item: ExpectedItem, read: Item): readonly Difference[] {
  const { settings, policies = [], hidden = [] } = kindOf(item.type);
  const title = titleOf(item);
  const inSettings = Object.entries(settings).flatMap(([path, otherwise]) => {
    const says = settingAt(item, path) ?? otherwise;
    if (says === ANYTHING) return [];
    const is = settingAt(read, path) ?? (otherwise === ANYTHING ? undefined : otherwise);
    return settingDifferences(path, is, says).map((one) =>
      hidden.includes(path)
        ? `${title}: ${one.name} has ${one.is === undefined ? "no value" : "another value"}, the program gives it ${one.says === undefined ? "none" : "one"}`
        : `${title}: ${one.name} is ${shownValue(one.is)}, the program says ${shownValue(one.says)}`,
    );
  });
  const inPolicies = policies.flatMap((input) => {
    const named = input === "assumeRolePolicy" ? `trust policy of ${title}` : title;
    return policyDifferences(read.inputs[input], item.inputs[input]).map((sentence) => `${named}: ${sentence}`);
  });
  return [...inSettings, ...inPolicies].map((sentence) => said(item, "changed", sentence));
}

function addedSentence(item: Item): string {
  const { policies: [policy] = [], describe } = kindOf(item.type);
  const nothing = { Version: "2012-10-17", Statement: [] };
  const statements = policy === undefined ? [] : policyDifferences(item.inputs[policy], nothing);
  const more = describe === undefined ? "" : `; ${describe(item)}`;
  return [
    `${titleOf(item)}: the program does not have it${more}`,
    ...statements.map((each) => each.replace(" that the program does not have,", "")),
  ].join("; it ");
}

/** A method that is missing takes its integration along: one sentence says both. */
function byThemselves<Each extends Item>(items: readonly Each[], all: readonly Item[]): readonly Each[] {
  const places = byPlace(all);
  return items.filter(({ type, key }) => {
    const { partOf } = kindOf(type);
    return partOf === undefined || !places.has(`${partOf[0]} ${partOf[1](key)}`);
  });
}

function said(item: Item | ExpectedItem, how: Difference["how"], sentence: string): Difference {
  const { type, key } = item;
  if (!("resource" in item)) return { how, type, key, sentence };
  const { urn, source } = item.resource;
  return { how, type, key, sentence, urn, ...(source !== undefined && { source }) };
}

function placeOf({ type, key }: Item): string {
  return `${type} ${key}`;
}

function byPlace<Each extends Item>(items: readonly Each[]): ReadonlyMap<string, Each> {
  return new Map(items.map((item) => [placeOf(item), item]));
}
