import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { callerIdOf } from "../../../functions/contract/caller";
import { checkNames } from "../../../local/mapping/check/names";
import { cutOffPlan } from "../../../local/mapping/cut-off/plan";
import { checkTable } from "../../../local/mapping/check/table";
import { CsvFault, readCsv } from "../../../local/mapping/import/csv";
import { readPeopleFile } from "../../../local/mapping/import/people-file";
import { personByProfile } from "../../../local/mapping/person";
import { textFile } from "../../../local/mapping/text-file";
import { writesFor } from "../../../local/mapping/table/change";

const DEFAULTS = {
  issuer: "https://idp.example",
  studioDomainId: "d-one",
  domainIds: ["d-one", "d-two"],
  accounts: [{ domainId: "d-else", accountId: "444455556666" }],
};
const faultsOf = (...lines: string[]) =>
  readPeopleFile(lines.join("\n"), DEFAULTS).faults.map(({ line, why }) => `${line}: ${why}`);

test.each<[string, string[][]]>([
  [
    "a,b\nc,d\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "\uFEFFa,b\r\nc,\r\n",
    [
      ["a", "b"],
      ["c", ""],
    ],
  ],
  [
    '"a, ""b""","c\nd"\n\ne,f',
    [
      ['a, "b"', "c\nd"],
      ["e", "f"],
    ],
  ],
  ["", []],
  ['"",\n', [["", ""]]],
])("CSV %j", (text, records) => {
  expect(readCsv(text).map(({ fields }) => fields)).toEqual(records);
});

test.each<[string, number]>([
  ['a\nb"c\n', 2],
  ['"a\nb\n', 1],
  ['"a"b,c\n', 1],
])("%j is not CSV, from line %i on", (text, line) => {
  expect(() => readCsv(text)).toThrow(CsvFault);
  expect(readPeopleFile(text, DEFAULTS).faults[0]?.line).toBe(line);
});

test("a line begins where its record begins, also behind a field of several lines", () => {
  expect(readCsv('a\n"b\r\nc"\nd').map(({ line }) => line)).toEqual([1, 2, 4]);
});

test("a field of many megabytes is a field", () => {
  expect(readCsv(`"${"a".repeat(2e7)}""",b`)[0]?.fields.map(({ length }) => length)).toEqual([2e7 + 1, 1]);
});

test.each<[string, Buffer, string]>([
  ["UTF-16, as Excel's Unicode text", Buffer.from("\uFEFFsubject", "utf16le"), "is UTF-16: save it as UTF-8"],
  ["Windows-1252", Buffer.from("Jos\u00e9", "latin1"), "is not UTF-8: save it as UTF-8"],
])("a file in %s is refused: its names would be others", (_, bytes, sentence) => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "people-")), "people.csv");
  fs.writeFileSync(file, bytes);
  expect(() => textFile(file)).toThrow(sentence);
});

test("what can never fit a token, letter for letter, is noted and not refused", () => {
  const lines = ["issuer,subject,userProfileName", "https://idp.example/,a,a", ",jаne,jane", ",jane,j2"];
  const { faults, notes } = readPeopleFile(lines.join("\n"), DEFAULTS);
  expect(faults).toEqual([]);
  expect(notes).toEqual([
    { line: 2, why: expect.stringContaining("not of https://idp.example/: until it does") as string },
    { line: 3, why: 'the subject has "а" (U+0430), which is not ASCII: the token has to have the very same' },
  ]);
});

test("every column says what it says, and an empty field says nothing", () => {
  const header =
    "issuer,subject,label,domainId,userProfileName,landingUris,spaces,sessionMaxSeconds,urlMaxSeconds,state,expiresAt,shared";
  const full =
    "https://other.example,s1,Jane,d-two,jane,app:JupyterLab: studio::,one;two,3600,60,disabled,2027-03-31,TRUE";
  const { people, faults } = readPeopleFile([header, full, ",s2,,,bob,,,,,,,"].join("\n"), DEFAULTS);
  expect(faults).toEqual([]);
  expect(people.map(({ entries }) => entries)).toEqual([
    [
      {
        domainId: "d-two",
        userProfileName: "jane",
        landingUris: ["app:JupyterLab:", "studio::"],
        spaces: ["one", "two"],
        sessionMaxSeconds: 3600,
        urlMaxSeconds: 60,
        state: "disabled",
        expiresAt: Date.UTC(2027, 2, 31) / 1000,
        shared: true,
      },
    ],
    [{ domainId: "d-one", userProfileName: "bob" }],
  ]);
  expect(people[1]).toMatchObject({
    issuer: DEFAULTS.issuer,
    callerId: callerIdOf({ issuer: DEFAULTS.issuer, subject: "s2" }),
  });
});

test.each<[string[], string]>([
  [[""], "1: the file is empty"],
  [["subject,userProfileNam"], '1: there is no column "userProfileNam". Did you mean userProfileName?'],
  [["subject;userProfileName"], "1: fields are separated by semicolons: separate them by commas"],
  [["subject\tuserProfileName"], "1: fields are separated by tabs"],
  [["subject,userProfileName", "a,jаne"], "2: userProfileName must be a Studio profile's name"],
  [["subject,userProfileName", "a\u200B,jane"], "2: subject must be"],
  [["subject,label"], "1: the header lacks userProfileName"],
  [["subject,userProfileName,subject"], "1: a column stands twice"],
  [["subject,userProfileName", "a"], "2: has 1 fields, and the header 2"],
  [["subject,userProfileName", "a,x", "a,x"], "3: names a profile that an earlier entry names"],
  [["subject,userProfileName", "a,x", "b,x"], "3: line 2 gives this profile to another person"],
  [["subject,userProfileName,domainId", "a,x,d-three"], "2: domainId must be one of the stack's domains: d-one, d-two"],
  [["subject,userProfileName,expiresAt", "a,x,2027-13-01"], "2: expiresAt must be a date such as"],
  [
    ["subject,userProfileName,sessionMaxSeconds", "a,x,99"],
    "2: sessionMaxSeconds must be a whole number from 1800 to 43200",
  ],
  [["subject,userProfileName,label", "a,x,One", "a,y,Two"], "3: the person has another label in an earlier line"],
  [
    ["subject,userProfileName", ...Array.from({ length: 21 }, (_, at) => `a,p${at}`)],
    "22: entries must be a list of up to 20 profiles",
  ],
])("a file %j is told: %s", (lines, sentence) => {
  expect(faultsOf(...lines)).toContainEqual(expect.stringContaining(sentence));
});

test("names are shown with their profiles, and those that fall together are told", () => {
  const rule = { stripDomain: "corp.example", separators: ".", lowerCase: true };
  const { lines, isGood } = checkNames("jane.roe@corp.example\nJane.Roe@corp.example\nbob@other.example\n", rule);
  expect(isGood).toBe(false);
  expect(lines).toEqual([
    "jane.roe@corp.example → jane-roe",
    "Jane.Roe@corp.example → jane-roe",
    "bob@other.example: does not end with @corp.example",
    "FALL TOGETHER: jane.roe@corp.example, Jane.Roe@corp.example → jane-roe",
    "3 names: 2 lead to a profile, 1 to none, 1 profiles would have two owners.",
  ]);
  expect(checkNames("alice\n\nbob", {}).isGood).toBe(true);
});

test("a table that was written by other hands is told row by row", () => {
  const person = (subject: string, userProfileName: string, domainId = "d-one") => {
    const callerId = callerIdOf({ issuer: DEFAULTS.issuer, subject });
    return {
      callerId,
      issuer: DEFAULTS.issuer,
      subject,
      state: "active" as const,
      entries: [{ domainId, userProfileName }],
      version: 1,
    };
  };
  const [a, b, c] = [person("a", "one"), person("b", "one"), person("c", "far", "d-three")];
  const everything = {
    rows: new Map([a, b, c].map((row) => [row.callerId, row])),
    reservations: new Map([
      ["d-one/one", { profile: "d-one/one", holders: [a.callerId, "gone"], shared: false, version: 1 }],
    ]),
    invalid: new Map([["x", ["issuer must be text"]]]),
  };
  expect(checkTable(everything, { domainIds: ["d-one"], profiles: new Set(["d-one/one"]) })).toEqual([
    "x: the row cannot be used: issuer must be text",
    `${a.callerId}: d-one/one has other holders, and the row does not say shared`,
    `${b.callerId}: d-one/one is not reserved for them; importing or enabling them again reserves it`,
    `${b.callerId}: d-one/one has other holders, and the row does not say shared`,
    `${c.callerId}: d-one/far is in a domain that is not the stack's`.replace("d-one/far", "d-three/far"),
    "d-one/one is reserved for gone, whose row does not name it",
  ]);
});

test("a row whose reservation is missing is reserved when it is written again, and refused where another holds it", () => {
  const callerId = callerIdOf({ issuer: DEFAULTS.issuer, subject: "a" });
  const row = {
    callerId,
    issuer: DEFAULTS.issuer,
    subject: "a",
    state: "active" as const,
    entries: [{ domainId: "d-one", userProfileName: "one" }],
    version: 1,
  };
  const change = { callerId, before: row, after: { ...row, version: 2 } };
  expect(writesFor("people", [change], new Map()).items).toHaveLength(1);
  const taken = new Map([["d-one/one", { profile: "d-one/one", holders: ["other"], shared: false, version: 1 }]]);
  expect(writesFor("people", [change], taken).conflicts).toEqual([
    { callerId, profile: "d-one/one", why: "another person holds it" },
  ]);
});

test.each([
  "../bob",
  "*",
  "ali?e",
  "a/b/c",
  "d-one/*",
  "d-*/alice",
  "${aws:username}",
  "",
  "älice",
  "d-one/",
  "a".repeat(64),
])("no one is cut off by the name %j", (text) => {
  expect(() => personByProfile(text, DEFAULTS)).toThrow("names no Studio profile");
});

test("a profile in another account gets the account that config has for its domain, and is checked against it", () => {
  const { people, faults } = readPeopleFile("subject,domainId,userProfileName\njane,d-else,jane", DEFAULTS);
  expect([faults, people[0]?.entries]).toEqual([
    [],
    [{ domainId: "d-else", userProfileName: "jane", accountId: "444455556666" }],
  ]);
  const [person] = people;
  if (!person) throw new Error("The file has a person.");
  const row = { ...person, state: "active" as const, version: 1 };
  const moved = { ...row, entries: row.entries.map((entry) => ({ ...entry, accountId: "777788889999" })) };
  const holders = [person.callerId];
  const reservations = new Map([["d-else/jane", { profile: "d-else/jane", holders, shared: false, version: 1 }]]);
  const told = (one: typeof row) =>
    checkTable(
      { rows: new Map([[person.callerId, one]]), reservations, invalid: new Map() },
      { ...DEFAULTS, profiles: new Set() },
    );
  expect(told(row)).toEqual([]);
  expect(told(moved)).toEqual([expect.stringContaining("d-else/jane is not in account 777788889999")]);
});

test("a cut-off says that sessions in another account go on", () => {
  const operator = {
    mintingMode: "sessionTags",
    mintingRole: "arn:aws:iam::111122223333:role/p/s/minting/minting",
    mintingRolePath: "/p/s/minting/",
    executionRolePath: "/p/s/studio-execution/",
    accounts: DEFAULTS.accounts,
  } as const;
  const profiles = [{ domainId: "d-else", userProfileName: "jane", isShared: false }];
  const place = { partition: "aws", region: "eu-central-1", account: "111122223333" };
  const plan = cutOffPlan(
    { name: "jane", callerId: "j".repeat(43), profiles },
    { place, operator, executionRoleOf: () => undefined },
  );
  expect(plan.goesOn).toEqual([expect.stringContaining("d-else/jane is in account 444455556666")]);
  expect(JSON.stringify(plan.policies)).not.toContain("d-else");
});
