/** The kinds of rows that an authorizer may find in the mapping table, and what each is to give its person. */
import { callerIdOf, type Person } from "../../../../functions/contract/caller";
import { MOST_ENTRIES, type PersonEntry, type PersonRow } from "../../../../functions/people/people-row";
import { isStudioName } from "../../../../functions/contract/studio-profile";
import type { StackRules } from "../../../../functions/people/profiles-in-force";
import type { OwnProfile } from "../authorizer-cases";
import { CLAIM_CLASSES } from "../claim-classes";

/** One row and its person's profiles, worked out a second time and not by the code under audit. */
export interface RowExample {
  readonly person: Person;
  /** Undefined: the person has none. As it may have been written, so perhaps not a valid row. */
  readonly row: PersonRow | undefined;
  readonly own: readonly OwnProfile[];
  /** What the token says; nothing of it may count. */
  readonly username: string;
}

export interface RowClass {
  /** In words, for the report. */
  readonly rows: string;
  readonly examples: readonly RowExample[];
}

const PAST = 1;
/** An account that no config lists. */
const UNLISTED = "000000000000";

/** @param stack its own domain first; @param issuer of the tokens */
export function rowClasses(stack: Pick<StackRules, "domainIds" | "accounts">, issuer: string): RowClass[] {
  const [own = ""] = stack.domainIds;
  const give = rowsOf(issuer);
  const inOwn = (userProfileName: string) => ({ domainId: own, userProfileName });
  const everywhere = stack.domainIds.map((domainId) => ({ domainId, userProfileName: "alice" }));
  const inAccounts = everywhere.map((entry) => withAccount(entry, stack.accounts.get(entry.domainId)));
  const many = Array.from({ length: MOST_ENTRIES }, (_, index) => inOwn(`p${index}`));
  const alice = [inOwn("alice")];
  return [
    ...CLAIM_CLASSES.filter(({ groups }) => groups === "all").map(({ claims, usernames }) => ({
      rows: `rows whose profile is named like these, no matter who wrote them: ${claims}`,
      examples: usernames.map((name) => {
        const profile = inOwn(name as string);
        return give([profile], isStudioName(name) ? [profile] : []);
      }),
    })),
    {
      rows: "rows of one profile in each domain, of as many as there may be, and of one more",
      examples: [give(inAccounts, everywhere), give(many, many), give([...many, inOwn("more")], [])],
    },
    {
      rows: "rows that name a domain of another stack, or no domain",
      examples: ["d-zzzz", `${own}0`, "*", "d-*", "", `${own}/profiles/bob`].map((domainId) =>
        give([{ domainId, userProfileName: "alice" }], []),
      ),
    },
    ofOtherAccounts(give, inOwn("alice"), inAccounts),
    closed(give, inOwn("alice"), inOwn("b")),
    {
      rows: "no row, an empty one, and one of another person under the person's key",
      examples: [{ ...give([], []), row: undefined }, give([], []), give(alice, [], { subject: "somebody-else" })],
    },
  ];
}

function closed(give: ReturnType<typeof rowsOf>, alice: PersonEntry, other: PersonEntry): RowClass {
  return {
    rows: "people and profiles that are disabled, or whose time is over",
    examples: [
      give([alice], [], { state: "disabled" }),
      give([alice], [], { expiresAt: PAST }),
      give([{ ...alice, state: "disabled" }, other], [other]),
      give([{ ...alice, expiresAt: PAST }, other], [other]),
    ],
  };
}

function withAccount(entry: PersonEntry, accountId: string | undefined): PersonEntry {
  return { ...entry, ...(accountId !== undefined && { accountId }) };
}

function ofOtherAccounts(
  give: ReturnType<typeof rowsOf>,
  own: PersonEntry,
  inAccounts: readonly PersonEntry[],
): RowClass {
  const elsewhere = inAccounts.filter(({ accountId }) => accountId !== undefined);
  return {
    rows: "rows that name an account for the stack's own domain, or for another account's domain none or another",
    examples: [own, ...elsewhere].flatMap((entry) => [
      give([{ ...entry, accountId: UNLISTED }], []),
      ...(entry === own ? [] : [give([{ domainId: entry.domainId, userProfileName: "alice" }], [])]),
    ]),
  };
}

function rowsOf(issuer: string) {
  let count = 0;
  return (entries: PersonRow["entries"], own: readonly OwnProfile[], changes: Partial<PersonRow> = {}): RowExample => {
    const person = { issuer, subject: `audit-${count++}` };
    const row: PersonRow = {
      ...person,
      callerId: callerIdOf(person),
      state: "active",
      entries,
      version: 1,
      ...changes,
    };
    return { person, row, own, username: "bob" };
  };
}
