import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  isReservation,
  personItem,
  personRowOf,
  reservationItem,
  reservationKey,
  reservationOf,
} from "../../../functions/people/people-item";
import { callerIdOf, reasonToRefuse } from "../../../functions/contract/caller";
import {
  PersonRowInvalid,
  readPersonRow,
  type PersonEntry,
  type PersonRow,
} from "../../../functions/people/people-row";
import { profilesInForce } from "../../../functions/people/profiles-in-force";

const NOW = 1_800_000_000;
const JANE = { issuer: "https://idp.corp.example/", subject: "00u1 jane|x" };
const OWN = { domainId: "d-aaa", userProfileName: "jane-roe" };
const RULES = {
  domainIds: ["d-aaa", "d-bbb", "d-ccc"],
  accounts: new Map([["d-ccc", "444455556666"]]),
  limits: {
    urlSeconds: 60,
    urlMaxSeconds: 120,
    sessionMaxSeconds: 28_800,
    landingUris: ["studio::", "app:JupyterLab:"],
    spaces: ["one", "two"],
  },
};

function row(changes: Partial<PersonRow> = {}): PersonRow {
  return { ...JANE, callerId: callerIdOf(JANE), state: "active", entries: [OWN], version: 1, ...changes };
}

function withEntry(changes: object): PersonRow {
  return row({ entries: [{ ...OWN, ...changes }] });
}

function faultsOf(value: unknown): readonly string[] {
  try {
    readPersonRow(value);
    return [];
  } catch (error) {
    if (error instanceof PersonRowInvalid) return error.faults;
    throw error;
  }
}

test("a caller id is SHA-256 over issuer and subject, as other programs compute it", () => {
  // printf 'https://idp.example\n42' | openssl dgst -sha256 -binary | basenc --base64url | tr -d =
  expect(callerIdOf({ issuer: "https://idp.example", subject: "42" })).toBe(
    "Ir5D4xou-hTLZYl3hK1sXeyK88oSXV0AYvXWrVFYvsc",
  );
});

test.each<[string, PersonRow]>([
  ["one profile", row()],
  ["no profile", row({ entries: [] })],
  ["a profile of one character", withEntry({ userProfileName: "a" })],
  ["a profile of 63 characters", withEntry({ userProfileName: "a".repeat(63) })],
  ["twenty profiles", row({ entries: Array.from({ length: 20 }, (_, at) => ({ ...OWN, userProfileName: `p${at}` })) })],
  [
    "everything",
    row({
      label: "Jane Roe, Zürich",
      state: "disabled",
      expiresAt: NOW,
      version: 7,
      entries: [
        {
          ...OWN,
          landingUris: ["app:JupyterLab:"],
          spaces: [],
          sessionMaxSeconds: 1800,
          urlMaxSeconds: 5,
          state: "disabled",
          expiresAt: NOW,
          shared: true,
        },
      ],
    }),
  ],
])("%s is a row, in memory and as an item", (_, value) => {
  expect(faultsOf(value)).toEqual([]);
  expect(personRowOf(personItem(value))).toEqual(value);
  expect(isReservation(personItem(value))).toBe(false);
});

test.each<[unknown, string]>([
  [null, "callerId"],
  [
    row({ callerId: callerIdOf({ ...JANE, subject: "mallory" }) }),
    "callerId must be the SHA-256 of issuer and subject",
  ],
  [row({ issuer: "https://idp.corp.example/\nx" }), "issuer"],
  [row({ subject: "" }), "subject"],
  [row({ subject: "a".repeat(256) }), "subject"],
  [row({ label: "Jane\u001b[2K" }), "label"],
  [row({ label: "Jane\u202eeoR" }), "label"],
  [row({ state: "Active" as "active" }), "state must be active or disabled"],
  [row({ expiresAt: NOW * 1000 }), "expiresAt"],
  [row({ version: 0 }), "version"],
  [{ ...row(), role: "admin" }, "the row has a field that is not known here"],
  [row({ entries: {} as [] }), "entries must be a list"],
  [
    row({ entries: Array.from({ length: 21 }, (_, at) => ({ ...OWN, userProfileName: `p${at}` })) }),
    "entries must be a list of up to 20",
  ],
  [row({ entries: [OWN, OWN] }), "entries[1] names a profile that an earlier entry names"],
  ...["bob/../alice", "a".repeat(64), "jané", "-a", "a_", "", "*", "${aws:username}", "a\n"].map(
    (userProfileName): [unknown, string] => [withEntry({ userProfileName }), "entries[0].userProfileName"],
  ),
  ...["d-a/bob", "d-", "x-aaa", "d-AAA", "d-*"].map((domainId): [unknown, string] => [
    withEntry({ domainId }),
    "entries[0].domainId",
  ]),
  [withEntry({ landingUris: [] }), "entries[0].landingUris"],
  [withEntry({ landingUris: ["https://evil.example"] }), "entries[0].landingUris"],
  [withEntry({ spaces: ["a", "a"] }), "entries[0].spaces"],
  [withEntry({ sessionMaxSeconds: 1799 }), "entries[0].sessionMaxSeconds must be a whole number from 1800 to 43200"],
  [withEntry({ urlMaxSeconds: 301 }), "entries[0].urlMaxSeconds"],
  [withEntry({ shared: "true" }), "entries[0].shared"],
  [withEntry({ roleArn: "arn:aws:iam::1:role/x" }), "entries[0] has a field"],
])("row %# of these cannot be used", (value, fault) => {
  expect(faultsOf(value)).toContainEqual(expect.stringContaining(fault));
});

test("a fault names fields and never what stands in them", () => {
  const faults = faultsOf(
    row({ label: "se\u0000cret", entries: [{ ...OWN, userProfileName: "se/cret", ["se-cret"]: 1 } as PersonEntry] }),
  );
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toMatch(/se.?cret/);
});

test.each<[string, PersonRow, string]>([
  ["the person is disabled", row({ state: "disabled" }), "profile_disabled"],
  ["the person has expired", row({ expiresAt: NOW }), "profile_expired"],
  ["the profile is disabled", withEntry({ state: "disabled" }), "profile_disabled"],
  ["the profile has expired", withEntry({ expiresAt: NOW - 1 }), "profile_expired"],
  ["there is no profile", row({ entries: [] }), "no_studio_profile"],
  ["the domain is not one of the stack's", withEntry({ domainId: "d-ddd" }), "no_studio_profile"],
  ["a domain of another account comes without the account", withEntry({ domainId: "d-ccc" }), "no_studio_profile"],
  [
    "a domain of another account comes with an account that is not on the list",
    withEntry({ domainId: "d-ccc", accountId: "999988887777" }),
    "no_studio_profile",
  ],
  ["the stack's own domain comes with an account", withEntry({ accountId: "444455556666" }), "no_studio_profile"],
  ["no landing form is left", withEntry({ landingUris: ["app:Canvas:"] }), "no_studio_profile"],
])("nothing is in force when %s", (_, value, reason) => {
  expect(profilesInForce(value, RULES, NOW)).toMatchObject({ entries: [], reason });
});

test("a profile of a domain in another account is in force when the row names the account that config has for it", () => {
  const elsewhere = { domainId: "d-ccc", userProfileName: "jane" };
  const own = profilesInForce(withEntry({ ...elsewhere, accountId: "444455556666" }), RULES, NOW);
  expect(own.entries).toEqual([{ ...elsewhere, limits: RULES.limits }]);
});

test("what is disabled or expired leaves the person's other profiles as they are", () => {
  const second = { domainId: "d-bbb", userProfileName: "jane" };
  const entries: PersonEntry[] = [
    { ...OWN, state: "disabled" },
    { ...OWN, userProfileName: "j2", expiresAt: NOW },
    second,
  ];
  const own = profilesInForce(row({ entries }), RULES, NOW);
  expect(own.entries).toEqual([{ ...second, limits: RULES.limits }]);
  const refusedFor = (domainId: string, userProfileName: string) => reasonToRefuse(own, { domainId, userProfileName });
  expect([
    refusedFor(OWN.domainId, OWN.userProfileName),
    refusedFor(OWN.domainId, "j2"),
    refusedFor(OWN.domainId, "others"),
    refusedFor(second.domainId, OWN.userProfileName),
    reasonToRefuse(own, null),
  ]).toEqual(["profile_disabled", "profile_expired", ...Array<string>(3).fill("not_your_profile")]);
});

test.each<[object, object]>([
  [{}, {}],
  [
    { urlMaxSeconds: 30, sessionMaxSeconds: 3600, spaces: ["two", "three"] },
    { urlSeconds: 30, urlMaxSeconds: 30, sessionMaxSeconds: 3600, spaces: ["two"] },
  ],
  [{ urlMaxSeconds: 300, sessionMaxSeconds: 43_200 }, {}],
  [{ landingUris: ["app:Canvas:", "app:JupyterLab:", "studio::"] }, { landingUris: ["app:JupyterLab:", "studio::"] }],
  [{ expiresAt: NOW + 7200 }, { sessionMaxSeconds: 7200 }],
  [{ expiresAt: NOW + 1 }, { sessionMaxSeconds: 1800 }],
])("an entry of %j narrows the stack's limits to %j and widens none", (entry, narrowed) => {
  expect(profilesInForce(withEntry(entry), RULES, NOW).entries[0]?.limits).toEqual({ ...RULES.limits, ...narrowed });
});

/** Of a value in another type nothing may be believed, least of all that there is none: then a person would have no expiry. */
test.each<[string, AttributeValue]>([
  ["expiresAt", { S: String(NOW) }],
  ["expiresAt", { NS: [String(NOW)] }],
  ["expiresAt", { L: [{ N: String(NOW) }] }],
  ["expiresAt", { M: { at: { N: String(NOW) } } }],
  ["expiresAt", { BOOL: true }],
  ["expiresAt", { NULL: true }],
  ["expiresAt", { N: "1e400" }],
  ["expiresAt", { N: String(NOW * 1000) }],
  ["state", { SS: ["disabled"] }],
  ["state", { S: "Disabled" }],
  ["state", { NULL: true }],
  ["label", { B: new Uint8Array([65]) }],
  ["version", { S: "1" }],
  ["issuer", { S: JANE.issuer.slice(0, -1) }],
  ["entries", { L: [{ M: {} }] }],
  ["entries", { S: "{}" }],
  ["disabled", { BOOL: false }],
])("a hand that writes %s as %j makes a row that gives nothing", (field, value) => {
  expect(() => personRowOf({ ...personItem(row()), [field]: value })).toThrow(PersonRowInvalid);
});

test("a reservation is an item that no person's row can be taken for", () => {
  const reservation = { profile: "d-aaa/jane-roe", holders: [callerIdOf(JANE)], shared: false, version: 3 };
  const item = reservationItem(reservation);
  expect(item["callerId"]).toEqual({ S: reservationKey("d-aaa/jane-roe") });
  expect(isReservation(item)).toBe(true);
  expect(reservationOf(item)).toEqual(reservation);
  expect(() => personRowOf(item)).toThrow(PersonRowInvalid);
});
