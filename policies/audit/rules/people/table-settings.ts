/** Part of P18: how the mapping table is set up, and which functions are told of it. */
import type { AuditedResource, Estate } from "../../estate";
import { ROW_READERS, subjectOf } from "../ours";
import { type Fact, fact } from "../rule";

export function told({ studio, functions }: Estate): Fact {
  const found = studio.toldOfRows ?? [];
  const about = { urn: functions.find(({ name }) => found.includes(name))?.urn ?? "" };
  const holds = [...found].sort().join() === [...ROW_READERS].sort().join();
  return fact(`Only ${ROW_READERS.join(" and ")} are told where rows are.`, about, holds, `${found.join(", ")} are`);
}

export function settingsOf(estate: Estate, table: AuditedResource): Fact[] {
  const about = subjectOf(table);
  const { name, facts } = table;
  const isSo = (claim: string, setting: string, holds: (found: string) => boolean) =>
    fact(claim, about, holds(facts[setting] ?? ""), `${setting} is ${facts[setting] ?? "not said"}`);
  return [
    ...keeping(estate, table),
    isSo(`${name} is encrypted under a key of this account.`, "encryption", isKeyOfTheAccount),
    isSo(`A row of ${name} is found by the caller's id and nothing else.`, "key", is("callerId")),
    isSo(`${name} has no index, by which rows could be found or listed otherwise.`, "indexes", is("none")),
    isSo(`No row of ${name} goes by itself: what reserves its profiles would stay behind.`, "expiry", is("none")),
    isSo(`${name} begins empty: no rows come from a file or another table.`, "madeFrom", is("nothing")),
    fact(
      `${name} has no policy of its own: the roles alone say who reads it.`,
      about,
      table.policies.length === 0,
      "it has one",
    ),
  ];
}

/** Without the stack's word for what config asks, neither on nor off is right. */
function keeping({ studio: { keepsMappingTable } }: Estate, table: AuditedResource): Fact[] {
  const about = subjectOf(table);
  const wanted = keepsMappingTable === true ? "on" : "off";
  const settings = [
    [`${table.name} is protected from being deleted, as config says (${wanted}).`, "deletionProtection"],
    [`${table.name} can be had again as it was at any time, as config says (${wanted}).`, "pointInTimeRecovery"],
  ] as const;
  return settings.map(([claim, setting]): Fact => {
    const found = table.facts[setting] ?? "not said";
    if (keepsMappingTable !== undefined) return fact(claim, about, found === wanted, `${setting} is ${found}`);
    const why = "the stack's output `operator` does not say what config asks for: run `pulumi up` with this release";
    return { claim, about, status: "UNKNOWN", why };
  });
}

function is(wanted: string) {
  return (found: string) => found === wanted;
}

/** An AWS owned key is of no account, and its use is in no account's CloudTrail. "" is a setting that was not read. */
function isKeyOfTheAccount(encryption: string): boolean {
  return encryption !== "" && encryption !== "AWS owned";
}
