import type { Item } from "../../../local/drift/item";
import type { Reading } from "../../../local/drift/read/reading";
import { exitCodeOf } from "../../../local/drift/report";
import { driftText } from "../../../local/drift/text";
import { Account, isOne } from "./account";
import { API, API_CHANGES } from "./api-changes";
import { named } from "./by-hand";
import { CHANGES } from "./changes";

/** What stands in the laptop's account is read over HTTP and compared with the program; then something is changed there by hand. */

let account: Account;
let quiet: Reading;
beforeAll(async () => {
  account = await Account.of("dev");
  // Three to a page: every list that has pages comes in several.
  quiet = await account.read(account.graph, 3);
}, 60_000);
afterAll(() => account.close());
afterEach(() => account.cloud.standing.reset());

const areas = new Map<string, ReadonlySet<string>>();

/** Everything as it was read at first, but for one area, which is read again after a change. */
async function without(asked: readonly string[]): Promise<readonly Item[]> {
  const name = asked.join();
  const again = areas.get(name) ?? new Set((await account.read(area(asked))).items.map(placeOf));
  areas.set(name, again);
  return quiet.items.filter((item) => !again.has(placeOf(item)));
}

const area = (asked: readonly string[]) =>
  account.only((each) => asked.some((one) => each.type.includes(one) || isOne(each, one)));

const placeOf = ({ type, key }: Item) => `${type} ${key}`;

test("what nobody has changed does not differ, is all read, and the audit is asked about the same estate", () => {
  const report = account.report(quiet.items, quiet.unread, ["P5", "P7"]);
  expect(report).toMatchObject({
    differences: [],
    cutOffs: [],
    unread: [],
    audit: { proved: 2, open: [], notUnderstood: [] },
  });
  expect(exitCodeOf(report)).toBe(0);
  expect(quiet.items.length).toBeGreaterThan(140);
});

test.each([...API_CHANGES, ...CHANGES])(
  "$what is said, and refuted where it weakens a rule",
  async ({ asked, edit, says, rule }) => {
    const rest = await without(asked);
    account.cloud.standing.change(edit);
    const again = await account.read(area(asked));
    const report = account.report([...rest, ...again.items], again.unread, rule === undefined ? [] : [rule]);
    expect(report.differences.map(({ sentence }) => sentence)).toEqual(says);
    expect(report.audit.open.map((one) => `${one.rule} ${one.status}`)).toEqual(
      rule === undefined ? [] : [`${rule} REFUTED`],
    );
    expect(exitCodeOf(report)).toBe(1);
  },
);

test("a method that was changed and deployed is found in the stage's copy too; one that was only changed is not served yet", async () => {
  const rest = await without(API);
  account.cloud.standing.change((all) =>
    named(all, "apigateway/method:Method api-call-rekognition", { authorization: "NONE" }),
  );
  account.cloud.standing.deploy();
  const again = await account.read(area(API));
  const { differences } = account.report([...rest, ...again.items], again.unread, []);
  expect(differences.map(({ sentence }) => sentence)).toEqual([
    "method POST /v1/rekognition/{operation}: authorization is NONE, the program says CUSTOM",
    "stage live, method POST /v1/rekognition/{operation}, as it was last deployed: authorization is NONE, the program says CUSTOM",
  ]);
});

test("what may not be read is said by name, is not a difference, and ends with 2", async () => {
  const stranger = account.graph.resources
    .filter((each) => isOne(each, "lambda/function:Function authorizer"))
    .map((each) => ({
      ...each,
      outputs: { ...each.outputs, name: "orders" },
    }));
  const { items, unread } = await account.read({ ...account.graph, resources: stranger });
  expect(items).toEqual([]);
  expect(unread.map(({ action }) => action)).toEqual([
    "lambda:GetFunctionConfiguration",
    "lambda:GetFunctionConcurrency",
    "lambda:ListAliases",
    "lambda:GetPolicy",
    "lambda:ListFunctionUrlConfigs",
  ]);
  const report = account.report(quiet.items, unread, []);
  expect([exitCodeOf(report), report.differences]).toEqual([2, []]);
  expect(driftText(report, "stack prod")).toMatch(
    /^- settings of function orders: lambda:GetFunctionConfiguration: AccessDeniedException: User: .+ is not authorized to perform/m,
  );
});
