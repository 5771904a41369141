import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { callerIdOf } from "../../../functions/contract/caller";
import { itemKey, reservationKey } from "../../../functions/people/people-item";
import { projectRoot } from "../../../infra/project-root";
import { type Cloud, startCloud } from "../../../local/cloud/cloud";
import { importCommand } from "../../../local/mapping/import/command";
import { ACTIONS, type Asked } from "../../../local/mapping/actions";
import type { PeopleTable } from "../../../local/mapping/table/people-table";
import { tableOf } from "../../../local/mapping/table/resolve";
import { type PeopleTarget, targetOf } from "../../../local/mapping/target";
import { graphOf } from "../../variants";

/** What operators do to the mapping table, with the real client, and with the permissions that the command prints. */

const ISSUER = "https://idp.corp.example";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "laptop-people-"));
let cloud: Cloud;
let target: PeopleTarget;
let table: PeopleTable;

beforeAll(async () => {
  const graph = graphOf("table");
  cloud = await startCloud({ graph, projectRoot: projectRoot(), environment: {}, logFolder: folder });
  const { endpoint, region, ...credentials } = cloud.operatorKeys;
  const client = { endpoint, region, credentials };
  target = targetOf(graph.outputs, { where: "the laptop", issuer: ISSUER, client, pollMs: 20, options: "" });
  table = tableOf(target);
});
afterAll(async () => {
  await cloud.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function run(action: string, operand?: string, more: Partial<Asked> = {}) {
  const said: string[] = [];
  const asked = {
    operand,
    subject: undefined,
    "dry-run": false,
    "delete-apps": false,
    "keep-disabled": false,
    ...more,
  };
  const code = await ACTIONS[action]?.(target, asked, (line) => said.push(line));
  return { code, said: said.join("\n") };
}

function file(...lines: string[]): string {
  const name = path.join(folder, `people-${Math.random()}.csv`);
  fs.writeFileSync(name, lines.join("\n"));
  return name;
}

const importing = (...lines: string[]) => run("import", file("subject,userProfileName,label,shared", ...lines));
const idOf = (subject: string) => callerIdOf({ issuer: ISSUER, subject });
const holders = async (name: string) => (await table.reservation(`${target.studioDomainId}/${name}`))?.holders;
const everything = async () => {
  const { rows, reservations } = await table.everything();
  const profiles = [...rows.values()].map((row) => [row.subject, row.entries.map((entry) => entry.userProfileName)]);
  const held = [...reservations.values()].map(({ profile, holders: all }) => [profile.split("/")[1], all.length]);
  return { profiles: Object.fromEntries(profiles) as object, held: Object.fromEntries(held) as object };
};

test("an import writes people with their profiles' reservations, and a second time finds nothing to do", async () => {
  const lines = [
    "s-alice,alice,Alice Roe,",
    "s-bob,bob,,",
    "s-bob,bob-gpu,,",
    "s-alice,team,,true",
    "s-bob,team,,true",
  ];
  expect(await run("import", file("subject,userProfileName,label,shared", ...lines), { "dry-run": true })).toEqual({
    code: 0,
    said: expect.stringContaining("2 new, 0 changed, 0 as they are") as string,
  });
  expect(await everything()).toEqual({ profiles: {}, held: {} });
  expect((await importing(...lines)).said).toContain("2 people written.");
  const there = {
    profiles: { "s-alice": ["alice", "team"], "s-bob": ["bob", "bob-gpu", "team"] },
    held: { alice: 1, bob: 1, "bob-gpu": 1, team: 2 },
  };
  expect(await everything()).toEqual(there);
  expect((await importing(...lines)).said).toContain("0 new, 0 changed, 2 as they are");
  expect((await table.everything()).rows.get(idOf("s-alice"))).toMatchObject({ version: 1, label: "Alice Roe" });
});

test.each<[string, string[], string[]]>([
  ["another's profile", ["s-eve,alice,,"], ["line 2: d-", "/alice: another person holds it"]],
  [
    "a shared profile by a line that does not say so",
    ["s-eve,team,,"],
    ["/team: others hold it, and not every row says shared"],
  ],
  ["one profile for two", ["s-x,x,,", "s-y,x,,true"], ["line 3: line 2 gives this profile to another person"]],
  [
    "faults of every kind, all of them at once",
    ["s-x,../alice,,", ",x,,", "s-z,z,,perhaps", "s-w,w,"],
    [
      "line 2: userProfileName must be",
      "line 3: subject must be",
      "line 4: shared must be true or false",
      "line 5: has 3 fields",
      "4 faults",
    ],
  ],
])("refused, and nothing is written: %s", async (_, lines, sentences) => {
  const before = await everything();
  const { code, said } = await importing("s-new,fresh,,", ...lines.map((line) => line));
  expect(code).toBe(1);
  for (const sentence of sentences)
    expect(said.replaceAll(/line (\d+)/g, (__, n: string) => `line ${Number(n) - 1}`)).toContain(sentence);
  expect(said).toContain("Nothing was written");
  expect(await everything()).toEqual(before);
});

test("a profile goes from one person to another, and two people swap theirs, in one import", async () => {
  await importing("s-c,cc,,", "s-d,dd,,", "s-e,ee,,", "s-f,ff,,");
  expect((await importing("s-c,dd,,", "s-d,cc,,", "s-e,ff,,", "s-f,gg,,")).code).toBe(0);
  expect([
    await holders("cc"),
    await holders("dd"),
    await holders("ff"),
    await holders("gg"),
    await holders("ee"),
  ]).toEqual([[idOf("s-d")], [idOf("s-c")], [idOf("s-e")], [idOf("s-f")], undefined]);
});

test("of two imports at the same time that give one profile to two people, one person has it afterwards", async () => {
  const results = await Promise.all([importing("s-one,wanted,,"), importing("s-two,wanted,,")]);
  expect(results.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(await holders("wanted")).toHaveLength(1);
});

test("who is shown is named by profile, caller id or subject; who shares a profile by caller id only", async () => {
  const [byProfile, byId, bySubject] = [
    await run("show", "alice"),
    await run("show", idOf("s-alice")),
    await run("show", undefined, { subject: "s-alice" }),
  ];
  expect(byProfile.said).toContain(`caller   ${idOf("s-alice")}`);
  expect([byId.said, bySubject.said]).toEqual([byProfile.said, byProfile.said]);
  await expect(run("show", "team")).rejects.toThrow("has 2 holders: name one by caller id");
  await expect(run("show", "nobody-has-it")).rejects.toThrow("No one holds the profile");
});

test("disabled, enabled, cut off, restored and removed, each once and each said", async () => {
  const state = async () => (await table.everything()).rows.get(idOf("s-alice"))?.state;
  expect((await run("disable", "alice")).said).toContain("Alice Roe is disabled on the laptop.");
  expect((await run("disable", "alice")).said).toContain("was disabled already");
  expect((await importing("s-alice,alice,,")).said).toContain("the person is disabled and keeps their profiles");
  expect((await importing("s-alice,alice,Alice Doe,", "s-alice,team,,true")).code).toBe(0);
  expect(await state()).toBe("disabled");
  await run("enable", "alice");
  expect(await state()).toBe("active");

  const { code, said } = await run("cut-off", "alice");
  expect([code, said]).toEqual([0, expect.stringContaining("/team has other holders: its notebooks go on")]);
  expect(await state()).toBe("disabled");
  expect((await run("show", "alice")).said).toContain("disabled, cut off at minting-");
  await expect(run("enable", "alice")).rejects.toThrow("is cut off: restore lifts a cut-off");
  await expect(run("remove", "alice")).rejects.toThrow("restore them with --keep-disabled");
  await run("restore", "alice", { "keep-disabled": true });
  expect(await state()).toBe("disabled");
  const notCutOff = (await run("restore", "alice")).said;
  expect(notCutOff).toContain("was not cut off");
  expect(notCutOff).toContain("npm run mapping -- enable alice");
  expect(await state()).toBe("disabled");
  expect((await run("cut-off", "alice")).said).toContain("was disabled already; restore with --keep-disabled");
  await run("restore", "alice");
  expect(await state()).toBe("active");

  expect((await run("remove", "alice")).code).toBe(0);
  expect([await state(), await holders("alice"), await holders("team")]).toEqual([
    undefined,
    undefined,
    [idOf("s-bob")],
  ]);
  await expect(run("remove", idOf("s-alice"))).rejects.toThrow("There is no row of");
});

test("check says what does not fit together, and what is not in Studio", async () => {
  const { code, said } = await run("check");
  expect(code).toBe(1);
  expect(said).toContain(`${idOf("s-bob")}: there is no profile ${target.studioDomainId}/bob-gpu in Studio`);
  expect(said).not.toContain(`/bob in Studio`);
  expect((await run("list")).said).toMatch(/\d+ people on the laptop\.$/);
});

test("an import of many transactions is whole, each profile reserved", async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `many-${at},many-${at},Person ${at},`);
  const { code, said } = await importing(...lines);
  expect([code, said.split("\n").at(-1)]).toEqual([0, "500 people written."]);
  const { rows, reservations } = await table.everything();
  for (const at of [0, 49, 50, 499]) {
    expect(rows.get(idOf(`many-${at}`))?.entries).toHaveLength(1);
    expect(reservations.get(`${target.studioDomainId}/many-${at}`)?.holders).toEqual([idOf(`many-${at}`)]);
  }
  expect((await importing(...lines)).said).toContain("500 as they are");
});

test("an import that ends halfway leaves each person whole or not there, and is finished by repeating it", async () => {
  const lines = Array.from({ length: 1500 }, (_, at) => `half-${at},half-${at},,`);
  const name = file("subject,userProfileName,label,shared", ...lines);
  const stopped = importCommand(target, name, false, (line) => {
    if (/ of 1500 people written/.test(line)) throw new Error("killed");
  });
  await expect(stopped).rejects.toThrow("killed");
  // What was under way is written or not, as by a process that is gone.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { rows, reservations } = await table.everything();
  const there = [...rows.values()].filter(({ subject }) => subject.startsWith("half-"));
  expect(there.length).toBeLessThan(1500);
  for (const row of there)
    expect(reservations.get(`${target.studioDomainId}/${row.subject}`)?.holders).toEqual([row.callerId]);
  expect([...reservations.keys()].filter((profile) => profile.includes("/half-"))).toHaveLength(there.length);

  const again = await Promise.all([run("import", name), run("import", name)]);
  expect(again.map(({ code }) => code)).toEqual([0, 0]);
  expect((await run("import", name)).said).toContain("0 new, 0 changed, 1500 as they are");
});

test("what another hand has reserved without a version is reserved anew by an import", async () => {
  const profile = `${target.studioDomainId}/strange`;
  const item = { ...itemKey(reservationKey(profile)), holders: { L: [] } };
  await operator().send(new PutItemCommand({ TableName: table.name, Item: item }));
  expect((await importing("s-strange,strange,,")).code).toBe(0);
  expect(await holders("strange")).toEqual([idOf("s-strange")]);
});

const operator = () => new DynamoDBClient(target.client);
